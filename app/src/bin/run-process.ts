import { EnvironmentError, logger, telemetryShutdown } from '@firewatch/telemetry';
import { messageOf } from '../errors';

/** Runs a program; an error it throws is logged, telemetry flushed, and the process ends with exit code 1. */
export function runProcess(main: () => Promise<void>): void {
  logWarnings();
  main().catch(async (error: unknown) => {
    // What is wrong with the environment is said in full by the message; a stack would only hide it.
    if (error instanceof EnvironmentError) logger.fatal(error.message);
    else logger.fatal({ err: error }, `cannot start: ${messageOf(error)}`);
    await telemetryShutdown().catch(() => undefined);
    process.exit(1);
  });
}

/** Node.js writes its warnings to stderr as plain text; here they are log lines like all others. */
function logWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    // KafkaJS schedules its request queue in the past whenever nothing is queued; Node.js runs it at once, as is meant.
    const isExpected = warning.name === 'TimeoutNegativeWarning';
    logger[isExpected ? 'debug' : 'warn']({ err: warning }, warning.message);
  });
}
