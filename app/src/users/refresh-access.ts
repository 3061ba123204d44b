import { AppError } from '../errors';
import { countRefresh, type RefreshOutcome } from './counters';
import { grantTokens, type TokenGrant } from './grant-tokens';
import { hashOf } from './refresh-token';
import type { InTokenTransaction, TokenChangeSet, Tokens } from './ports';

export interface RefreshDependencies {
  inTransaction: InTokenTransaction;
  tokens: Tokens;
  now(): Date;
}

type Refresh = { outcome: 'ok'; grant: TokenGrant } | { outcome: Exclude<RefreshOutcome, 'ok'> };

/**
 * Exchanges a refresh token, which is used up by it, for a new pair of tokens. A token that is shown a second time is in
 * two hands, and nobody can tell which of them stole it: its whole family ends (RFC 9700, 4.14.2).
 * Throws AppError `invalid_token`.
 */
export async function refreshAccess(deps: RefreshDependencies, refreshToken: string): Promise<TokenGrant> {
  // Decides inside of the transaction and throws outside: an error would undo the end of the family.
  const refresh = await deps.inTransaction((changes) => decide(deps, changes, hashOf(refreshToken)));
  countRefresh(refresh.outcome);
  if (refresh.outcome !== 'ok') throw new AppError('invalid_token', 'The refresh token is not valid; log in anew');
  return refresh.grant;
}

async function decide(deps: RefreshDependencies, changes: TokenChangeSet, tokenHash: Buffer): Promise<Refresh> {
  const now = deps.now();
  const family = await changes.lockFamilyOf(tokenHash);
  if (!family || family.revokedAt || family.expiresAt <= now) return { outcome: 'refused' };
  if (await changes.useRefreshToken(tokenHash, now)) {
    return { outcome: 'ok', grant: await grantTokens(deps.tokens, changes, family, now) };
  }
  await changes.revokeFamily(family.id, now);
  return { outcome: 'reused' };
}
