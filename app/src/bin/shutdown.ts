import { logger, telemetryShutdown } from '@firewatch/telemetry';
import { messageOf } from '../errors';

/** One thing to put away, by name for the log. */
export type ShutdownStep = readonly [name: string, run: () => unknown];

/** A process that has not ended by itself after this long is ended. */
const LIMIT_MS = 20_000;

const log = logger.child({ 'log.logger': 'process' });

/**
 * Ends the process in order, once, on SIGTERM or SIGINT (exit code 0) or when the returned function is called (exit
 * code 1). A step that fails does not keep the later ones from running; telemetry is flushed last.
 */
export function shutDownOnSignal(steps: () => readonly ShutdownStep[]): (reason: unknown) => void {
  let isEnding = false;

  async function end(exitCode: number): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(exitCode || 1), LIMIT_MS).unref();
    for (const [name, run] of steps()) {
      try {
        await run();
      } catch (error) {
        log.warn({ err: error }, `${name} did not stop cleanly: ${messageOf(error)}`);
      }
    }
    log.info(`stopped with exit code ${exitCode}`);
    await telemetryShutdown().catch(() => undefined);
    process.exit(exitCode);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info(`${signal} received, stopping`);
      void end(0);
    });
  }
  return (reason) => {
    log.fatal({ err: reason }, `cannot go on: ${messageOf(reason)}`);
    void end(1);
  };
}
