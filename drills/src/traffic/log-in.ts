import { z } from 'zod';
import { expectStatus, type Outcome } from './actions';
import type { Answer, Send } from './api-client';
import type { User } from './user';

const grantSchema = z.object({ accessToken: z.string(), expiresIn: z.number(), refreshToken: z.string() });

export interface LogInResult {
  readonly operation: 'login' | 'register' | 'refresh';
  readonly outcome: Outcome;
  /** Seconds during which the service wants no further log-in; set when it is limiting them. */
  readonly retryAfterSeconds?: number;
}

/**
 * Logs a user in, and registers it where the service does not know it yet.
 * @param now milliseconds, of the clock by which the token's age is judged
 */
export async function logIn(user: User, send: Send, now: () => number): Promise<LogInResult> {
  const { email, password } = user;
  const credentials = { method: 'POST', path: '/auth/login', body: { email, password } } as const;
  let answer = await send(credentials);
  if (answer.status === 401) {
    const displayName = `Traffic ${email.replace(/\D/g, '')}`;
    const registered = await send({ method: 'POST', path: '/auth/register', body: { email, password, displayName } });
    if (registered.status !== 201) return result('register', registered, 201);
    answer = await send(credentials);
  }
  if (answer.status === 200) user.loggedIn(grantSchema.parse(answer.body), now());
  return result('login', answer, 200);
}

/** Gets a user new tokens for the refresh token; when that fails, the user has to log in. */
export async function refresh(user: User, send: Send, now: () => number): Promise<LogInResult> {
  const answer = await send({ method: 'POST', path: '/auth/refresh', body: { refreshToken: user.takeRefreshToken() } });
  if (answer.status === 200) user.loggedIn(grantSchema.parse(answer.body), now());
  return result('refresh', answer, 200);
}

function result(operation: LogInResult['operation'], answer: Answer, expected: number): LogInResult {
  const { retryAfterSeconds } = answer;
  return {
    operation,
    outcome: expectStatus(answer, expected),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
