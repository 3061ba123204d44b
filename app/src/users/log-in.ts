import { randomUUID } from 'node:crypto';
import { AppError } from '../errors';
import { countLogin } from './counters';
import { grantTokens, type TokenGrant } from './grant-tokens';
import type { InTokenTransaction, Passwords, Tokens, UserReader } from './ports';

/** A log-in tidies up this many families at most, so that it never takes long; there are more log-ins than families. */
const EXPIRED_FAMILIES = 100;

export interface LogInDependencies {
  inTransaction: InTokenTransaction;
  users: UserReader;
  passwords: Passwords;
  tokens: Tokens;
  /** After so many seconds a user has to log in anew. */
  refreshTokenSeconds: number;
  now(): Date;
}

/**
 * Exchanges e-mail and password for a pair of tokens, the first of a new family. Throws AppError `invalid_credentials`,
 * whichever was wrong.
 */
export async function logIn(deps: LogInDependencies, email: string, password: string): Promise<TokenGrant> {
  const credentials = await deps.users.findCredentials(email);
  const matches = await deps.passwords.matches(password, credentials?.passwordHash);
  countLogin(matches ? 'ok' : 'refused');
  if (!credentials || !matches) throw new AppError('invalid_credentials', 'E-mail or password is wrong');

  const now = deps.now();
  const expiresAt = new Date(now.getTime() + deps.refreshTokenSeconds * 1_000);
  const family = { id: randomUUID(), userId: credentials.userId, createdAt: now, expiresAt, revokedAt: null };
  return deps.inTransaction(async (changes) => {
    await changes.deleteExpiredFamilies(now, EXPIRED_FAMILIES);
    await changes.insertFamily(family);
    return grantTokens(deps.tokens, changes, family, now);
  });
}
