import { z } from 'zod';
import { expectStatus, type Outcome } from './actions';
import type { Send } from './api-client';
import type { User } from './user';

const tokenSchema = z.object({ accessToken: z.string(), expiresIn: z.number() });

export interface LogInResult {
  readonly operation: 'login' | 'register';
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
  if (answer.status === 200) {
    const { accessToken, expiresIn } = tokenSchema.parse(answer.body);
    user.loggedIn(accessToken, expiresIn, now());
  }
  return result('login', answer, 200);
}

function result(
  operation: 'login' | 'register',
  answer: { status: number; body: unknown; retryAfterSeconds?: number },
  expected: number,
): LogInResult {
  const { retryAfterSeconds } = answer;
  return {
    operation,
    outcome: expectStatus(answer, expected),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
