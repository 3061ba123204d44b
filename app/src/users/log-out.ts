import { hashOf } from './refresh-token';
import type { InTokenTransaction } from './ports';

export interface LogOutDependencies {
  inTransaction: InTokenTransaction;
  now(): Date;
}

/**
 * Ends the family of a refresh token, be it used up or not; harmless to repeat, and for text that is no token.
 * Access tokens that were given out go on until they expire.
 */
export async function logOut(deps: LogOutDependencies, refreshToken: string): Promise<void> {
  await deps.inTransaction(async (changes) => {
    const family = await changes.lockFamilyOf(hashOf(refreshToken));
    if (family && !family.revokedAt) await changes.revokeFamily(family.id, deps.now());
  });
}
