import { CommandFailure } from '@firewatch/native';
import { requireService, type Project } from './project';

export interface LogsOptions {
  /** One service; undefined for all. */
  readonly service: string | undefined;
  /** Of each log to begin with. */
  readonly lines: number;
  readonly follow: boolean;
  /** Ends the following. */
  readonly signal: AbortSignal;
}

/** Prints the logs, each line prefixed with its service when there are several. Throws CommandFailure. */
export async function showLogs({ compose, model }: Project, options: LogsOptions): Promise<void> {
  const { service, lines, follow, signal } = options;
  if (service !== undefined) requireService(model, service);
  const only = service === undefined ? [] : ['--no-log-prefix', service];
  const words = ['--profile', '*', 'logs', '--tail', String(lines), ...(follow ? ['--follow'] : []), ...only];
  const code = await compose.show(words, signal);
  if (code !== 0 && !signal.aborted) {
    throw new CommandFailure(`docker compose logs failed${code === undefined ? '' : ` with exit code ${code}`}.`);
  }
}
