import { logIn, type LogInDependencies } from '../users/log-in';
import { logOut, type LogOutDependencies } from '../users/log-out';
import { refreshAccess, type RefreshDependencies } from '../users/refresh-access';
import { registerUser, type RegisterDependencies } from '../users/register-user';
import type { InTransaction } from '../tasks/ports';
import type { TokenChangeSet, UserChangeSet } from '../users/ports';
import { tokensAnswer, userAnswer } from './answers';
import { defineRoute, reply, type Route } from './route';
import { credentials, refreshToken, registration } from './schemas';

export interface AuthRouteDependencies
  extends
    Omit<RegisterDependencies, 'inTransaction'>,
    Omit<LogInDependencies, 'inTransaction'>,
    Omit<RefreshDependencies, 'inTransaction'>,
    Omit<LogOutDependencies, 'inTransaction'> {
  inTransaction: InTransaction<UserChangeSet & TokenChangeSet>;
}

const NOT_STORED = { 'cache-control': 'no-store' };

const tokens = {
  description: 'A pair of tokens',
  schema: tokensAnswer,
  headers: { 'cache-control': 'no-store' },
} as const;

/** Registration, log-in, and the life of tokens. */
export function authRoutes(deps: AuthRouteDependencies): Route<'guest'>[] {
  return [
    defineRoute({
      method: 'post',
      path: '/auth/register',
      operationId: 'register',
      tag: 'auth',
      summary: 'Register a user',
      access: 'guest',
      body: registration,
      answers: { 201: { description: 'The user', schema: userAnswer } },
      errors: ['email_taken'],
      handle: async ({ body }) => reply(201, await registerUser(deps, body)),
    }),
    defineRoute({
      method: 'post',
      path: '/auth/login',
      operationId: 'logIn',
      tag: 'auth',
      summary: 'Exchange e-mail and password for a pair of tokens',
      access: 'guest',
      body: credentials,
      answers: { 200: tokens },
      errors: ['invalid_credentials'],
      handle: async ({ body: { email, password } }) => reply(200, await logIn(deps, email, password), NOT_STORED),
    }),
    defineRoute({
      method: 'post',
      path: '/auth/refresh',
      operationId: 'refresh',
      tag: 'auth',
      summary: 'Exchange a refresh token for a new pair of tokens',
      description:
        'The refresh token is used up by it. One that is shown again ends all tokens that go back to the same log-in.',
      access: 'guest',
      body: refreshToken,
      answers: { 200: tokens },
      errors: ['invalid_token'],
      handle: async ({ body }) => reply(200, await refreshAccess(deps, body.refreshToken), NOT_STORED),
    }),
    defineRoute({
      method: 'post',
      path: '/auth/logout',
      operationId: 'logOut',
      tag: 'auth',
      summary: 'End the refresh tokens that go back to the same log-in',
      description: 'Harmless to repeat. Access tokens that were given out go on until they expire.',
      access: 'guest',
      body: refreshToken,
      answers: { 204: { description: 'It is over' } },
      handle: async ({ body }) => {
        await logOut(deps, body.refreshToken);
        return reply(204);
      },
    }),
  ];
}
