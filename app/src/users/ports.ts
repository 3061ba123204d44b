import type { DomainEvent } from '../events/event';
import type { User } from './user';

/** Writes of one transaction that registers a user. */
export interface UserChangeSet {
  /** Throws AppError `email_taken` when the address is in use. */
  insertUser(user: User, passwordHash: string): Promise<void>;
  /** Hands the event to the outbox. Call it after the user's row was inserted. */
  recordEvent(event: DomainEvent): Promise<void>;
}

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
