import './silent-logs';
import { EnvironmentError } from '@firewatch/telemetry';
import { CommanderError } from 'commander';
import { CommandFailure, EXIT } from '../dead-letters/command-failure';
import { AppError, DependencyUnavailableError, messageOf } from '../errors';
import { dlqProgram } from './dlq-program';

const interrupted = new CommandFailure(EXIT.interrupted, 'Interrupted.');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort(interrupted));

dlqProgram(stop.signal)
  .parseAsync()
  .catch((error: unknown) => {
    // Commander has said already what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
    const failure = stop.signal.aborted ? interrupted : error;
    process.stderr.write(`${describe(failure)}\n`);
    return failure instanceof CommandFailure ? failure.exitCode : EXIT.failed;
  })
  .then((exitCode) => {
    // Not process.exit(): what is written to a pipe would be cut off.
    process.exitCode = typeof exitCode === 'number' ? exitCode : 0;
  })
  .catch(() => undefined);

function describe(error: unknown): string {
  if (error instanceof DependencyUnavailableError) {
    return `${error.message}${causeOf(error)}. What was not said to be done is not done; try again once it is back (make dev-status).`;
  }
  const isExpected = error instanceof CommandFailure || error instanceof EnvironmentError || error instanceof AppError;
  return isExpected ? messageOf(error) : `failed: ${messageOf(error)}`;
}

function causeOf({ cause }: Error): string {
  return cause === undefined ? '' : `: ${messageOf(cause).replace(/\.$/, '')}`;
}
