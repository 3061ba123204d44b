import { hashOf, newRefreshToken } from './refresh-token';
import type { TokenChangeSet, TokenFamily, Tokens } from './ports';

/** A pair of tokens. Lives are in seconds. */
export interface TokenGrant {
  accessToken: string;
  tokenType: 'Bearer';
  expiresIn: number;
  refreshToken: string;
  /** Until the family ends: no refresh prolongs it. */
  refreshExpiresIn: number;
}

/** Adds a pair of tokens to a family, in the caller's transaction. */
export async function grantTokens(
  tokens: Tokens,
  changes: TokenChangeSet,
  { id, userId, expiresAt }: TokenFamily,
  now: Date,
): Promise<TokenGrant> {
  const refreshToken = newRefreshToken();
  await changes.insertRefreshToken(hashOf(refreshToken), id, now);
  return {
    ...(await tokens.issue(userId)),
    tokenType: 'Bearer',
    refreshToken,
    refreshExpiresIn: Math.floor((expiresAt.getTime() - now.getTime()) / 1_000),
  };
}
