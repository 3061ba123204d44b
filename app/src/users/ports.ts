import type { DomainEvent } from '../events/event';
import type { InTransaction } from '../tasks/ports';
import type { User } from './user';

/** Writes of one transaction that registers a user. */
export interface UserChangeSet {
  /** Throws AppError `email_taken` when the address is in use. */
  insertUser(user: User, passwordHash: string): Promise<void>;
  /** Hands the event to the outbox. Call it after the user's row was inserted. */
  recordEvent(event: DomainEvent): Promise<void>;
}

/** What began with one log-in: its refresh tokens replace each other, and end together. */
export interface TokenFamily {
  id: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  /** Null while its tokens are good. */
  revokedAt: Date | null;
}

/** Writes of one transaction on the token families. Tokens are named by their SHA-256. */
export interface TokenChangeSet {
  insertFamily(family: TokenFamily): Promise<void>;
  insertRefreshToken(tokenHash: Buffer, familyId: string, issuedAt: Date): Promise<void>;
  /** The token's family, locked until the transaction ends: who shows its tokens at once, is served one after the other. */
  lockFamilyOf(tokenHash: Buffer): Promise<TokenFamily | undefined>;
  /** @returns false when the token was used before. Call it with the family locked. */
  useRefreshToken(tokenHash: Buffer, usedAt: Date): Promise<boolean>;
  revokeFamily(familyId: string, revokedAt: Date): Promise<void>;
  /** Forgets families that had expired by then, with their tokens; at most `limit`, none that somebody is working on. */
  deleteExpiredFamilies(expiredBy: Date, limit: number): Promise<void>;
}

export type InTokenTransaction = InTransaction<TokenChangeSet>;

export interface UserReader {
  findUser(id: string): Promise<User | undefined>;
  findCredentials(email: string): Promise<{ userId: string; passwordHash: string } | undefined>;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** False for a wrong password, and (taking as long) when there is no hash to compare with. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

export interface Tokens {
  issue(userId: string): Promise<{ accessToken: string; expiresIn: number }>;
  /** The user id of a valid token. Throws AppError `invalid_token`. */
  verify(token: string): Promise<string>;
}
