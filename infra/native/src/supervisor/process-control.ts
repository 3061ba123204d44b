/** What is known of one process. */
export interface ProcessState {
  readonly name: string;
  /**
   * Natively process-compose's word: Disabled, Pending, Running, Restarting, Terminating, Completed, Skipped, Error. In containers: health, or the
   * engine's word.
   */
  readonly status: string;
  readonly running: boolean;
  /** Its readiness probe passes now. A job, having no probe, is never ready. */
  readonly ready: boolean;
  /** Absent unless it runs. */
  readonly pid?: number;
  /** Restarts by the supervisor since it was first started; those asked for are not counted. */
  readonly restarts: number;
  readonly exitCode: number;
  /** 0 unless it runs. */
  readonly uptimeSeconds: number;
}

/** Whoever keeps the platform's processes running, natively or in containers, as far as one breaks and mends them. */
export interface ProcessControl {
  state(name: string): Promise<ProcessState>;
  /** Starts a process that does not run, natively once what it depends on is there; does nothing when it runs. Does not wait for it to be ready. */
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
  /** SIGSTOP: it stays and does nothing, whatever it is asked, until it is resumed, or ended by SIGKILL. Throws when it does not run. */
  suspend(name: string): Promise<void>;
  /** SIGCONT. Does nothing when it does not run, or was not suspended. */
  resume(name: string): Promise<void>;
}
