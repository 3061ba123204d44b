import type { Supervisor } from './supervisor';
import { removeRequest, writeRequest, type TrafficRequest } from './request-file';

/** The supervisor's name for `firewatch traffic run`. */
const PROCESS = 'traffic';

export interface TrafficStatus {
  readonly running: boolean;
  /** What was asked for; absent when nothing runs. */
  readonly rate?: number;
  readonly users?: number;
  readonly pid?: number;
}

/** Starts traffic, or applies another request to the traffic that runs. */
export async function startTraffic(supervisor: Supervisor, folder: string, request: TrafficRequest): Promise<void> {
  const { running } = await supervisor.state(PROCESS);
  writeRequest(folder, request);
  if (running) await supervisor.restart(PROCESS);
  else await supervisor.start(PROCESS);
}

/** @returns false when none was running */
export async function stopTraffic(supervisor: Supervisor, folder: string): Promise<boolean> {
  const { running } = await supervisor.state(PROCESS);
  if (running) await supervisor.stop(PROCESS);
  removeRequest(folder);
  return running;
}

/** @param request what the generator was asked for, by `readRequest` or the settings */
export async function trafficStatus(supervisor: Supervisor, request: TrafficRequest): Promise<TrafficStatus> {
  const { running, pid } = await supervisor.state(PROCESS);
  if (!running) return { running };
  return { running, ...request, ...(pid === undefined ? {} : { pid }) };
}
