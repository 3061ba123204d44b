import { format } from 'node:util';
import { EnvironmentError, logger, telemetryShutdown } from '@firewatch/telemetry';
import { messageOf } from '../errors';

/** Runs a program; an error it throws is logged, telemetry flushed, and the process ends with exit code 1. */
export function runProcess(main: () => Promise<void>): void {
  logWarnings();
  logConsole();
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

/** Sequelize and others write to the console as plain text; here that too becomes log lines. */
function logConsole(): void {
  const log = logger.child({ 'log.logger': 'console' });
  console.error = (...words: unknown[]) => log.error(format(...words));
  console.warn = (...words: unknown[]) => log.warn(format(...words));
  console.info = (...words: unknown[]) => log.info(format(...words));
  console.log = console.info;
}
