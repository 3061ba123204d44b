import type { TrafficRequest } from './request-file';

export interface TrafficStatus {
  readonly running: boolean;
  /** Requests per second that were asked for; absent when nothing runs, or when it was started by other means. */
  readonly rate?: number;
  readonly users?: number;
  readonly pid?: number;
}

/** What starts and stops the platform's background traffic. */
export interface TrafficControl {
  /** Starts traffic, or applies another request to the traffic that runs, and waits until it is under way. */
  start(request: TrafficRequest): Promise<void>;
  /** @returns false when none was running */
  stop(): Promise<boolean>;
  status(): Promise<TrafficStatus>;
}
