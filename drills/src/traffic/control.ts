import type { Supervisor } from '@firewatch/native';
import { readRequest, removeRequest, writeRequest, type TrafficRequest } from './request-file';

/** The supervisor's name for `firewatch traffic run`. */
const PROCESS = 'traffic';

export interface TrafficStatus {
  readonly running: boolean;
  /** Requests per second that were asked for; absent when nothing runs, or when it was started without `traffic start`. */
  readonly rate?: number;
  readonly users?: number;
  readonly pid?: number;
}

/** What starts and stops traffic: the supervisor, and the folder that holds the request. */
export interface TrafficControl {
  readonly supervisor: Supervisor;
  readonly folder: string;
}

/** Starts traffic, or applies another request to the traffic that runs, and waits until it is under way. */
export async function startTraffic({ supervisor, folder }: TrafficControl, request: TrafficRequest): Promise<void> {
  const { running } = await supervisor.state(PROCESS);
  writeRequest(folder, request);
  if (running) await supervisor.restart(PROCESS);
  else await supervisor.start(PROCESS);
  await supervisor.waitUntilReady(PROCESS);
}

/** @returns false when none was running */
export async function stopTraffic({ supervisor, folder }: TrafficControl): Promise<boolean> {
  const { running } = await supervisor.state(PROCESS);
  await supervisor.stop(PROCESS);
  removeRequest(folder);
  return running;
}

export async function trafficStatus({ supervisor, folder }: TrafficControl): Promise<TrafficStatus> {
  const { running, pid } = await supervisor.state(PROCESS);
  if (!running) return { running };
  return { running, ...readRequest(folder), ...(pid === undefined ? {} : { pid }) };
}
