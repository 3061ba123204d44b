import type { ProcessState } from './client';

/** Whoever keeps the platform's processes running, natively or in containers, as far as one breaks and mends them. */
export interface ProcessControl {
  state(name: string): Promise<ProcessState>;
  /** Starts a process that does not run, whatever it depends on; does nothing when it does. Does not wait for it to be ready. */
  start(name: string): Promise<void>;
  /** Asks a process to end, and waits for that. It stays stopped until it is started. */
  stop(name: string): Promise<void>;
  /** Stops and starts it. Does not wait for it to be ready. */
  restart(name: string): Promise<void>;
  /** Throws when it is not ready within `timeoutMs`, 60,000 by default. */
  waitUntilReady(name: string, timeoutMs?: number): Promise<void>;
  /** SIGKILL. It stays down until it is started. Throws when it does not run. */
  takeDown(name: string): Promise<void>;
  /** SIGKILL, and it is started again at once, whatever it depends on. Returns when another process has its place. Throws when it does not run. */
  crash(name: string): Promise<void>;
}
