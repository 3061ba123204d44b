import type { Problem } from '../../../src/console/api';

/** An answer that is no success, with the server's problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The problem document of anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    type: 'about:blank',
    title: 'The page itself failed',
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
    code: 'page_error',
  };
}
