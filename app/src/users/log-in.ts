import { counter } from '@firewatch/telemetry';
import { AppError } from '../errors';
import type { Passwords, Tokens, UserReader } from './ports';

export interface LogInDependencies {
  users: UserReader;
  passwords: Passwords;
  tokens: Tokens;
}

export interface AccessGrant {
  accessToken: string;
  tokenType: 'Bearer';
  /** Seconds. */
  expiresIn: number;
}

/** Exchanges e-mail and password for an access token. Throws AppError `invalid_credentials`, whichever was wrong. */
export async function logIn(deps: LogInDependencies, email: string, password: string): Promise<AccessGrant> {
  const credentials = await deps.users.findCredentials(email);
  const matches = await deps.passwords.matches(password, credentials?.passwordHash);
  counter('user_logins_total').inc({ outcome: matches ? 'ok' : 'refused' });
  if (!credentials || !matches) throw new AppError('invalid_credentials', 'E-mail or password is wrong');
  return { ...(await deps.tokens.issue(credentials.userId)), tokenType: 'Bearer' };
}
