import type { Problem } from './api';

/** The one place that gives a code its HTTP status and title. */
const KINDS = {
  malformed_request: [400, 'The request cannot be read'],
  token_needed: [401, 'The console token is needed'],
  token_wrong: [401, 'That is not the console token'],
  foreign_origin: [403, 'Requests of other sites change nothing here'],
  foreign_host: [403, 'The console answers on this machine only'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'Only reading is possible here'],
  drill_refused: [409, 'The drill could not be started'],
  run_over: [409, 'The drill has ended already'],
  silence_over: [409, 'The silence has ended already'],
  query_refused: [422, 'The query was refused'],
  internal_error: [500, 'Something went wrong here'],
  pages_missing: [503, 'The pages are not built'],
  component_silent: [503, 'A component does not answer'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof KINDS;

/** An error that is answered as a problem document. Its message is for the person at the page. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly component?: string,
  ) {
    super(message);
  }
}

/** A component of the platform gave no answer, or none that can be used. */
export class SilentComponentError extends ConsoleError {
  constructor(component: string, reason: string) {
    super(
      'component_silent',
      `${component} does not answer: ${reason}. \`make dev-status\` shows what is down, \`make dev-restart SERVICE=${component}\` starts it again.`,
      component,
    );
  }
}

/** The problem document of anything that was thrown; what is unknown stays untold. */
export function toProblem(error: unknown): Problem {
  const known = error instanceof ConsoleError ? error : fromParser(error);
  const [status, title] = KINDS[known.code];
  return {
    type: `https://firewatch.example/problems/${known.code}`,
    title,
    status,
    detail: known.message,
    code: known.code,
    ...(known.component !== undefined && { component: known.component }),
  };
}

/** What Express and its body parser throw for a request that is at fault. */
function fromParser(error: unknown): ConsoleError {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500
    ? new ConsoleError('malformed_request', 'The request is not in a form that can be read')
    : new ConsoleError('internal_error', 'The error is in the log of the console: make dev-logs SERVICE=console');
}
