import { send } from './send';

/** Something that is to be changed. */
export interface Change {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** @param token CONSOLE_TOKEN. Throws ProblemError, `token_wrong` and `token_needed` among others. */
export const change = <Answer>({ method, path, body }: Change, token: string): Promise<Answer> =>
  send<Answer>(path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
