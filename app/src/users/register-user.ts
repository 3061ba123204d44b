import { randomUUID } from 'node:crypto';
import { newEvent } from '../events/event';
import type { InTransaction } from '../tasks/ports';
import { countRegistration } from './counters';
import type { Passwords, UserChangeSet } from './ports';
import type { Registration, User } from './user';

export interface RegisterDependencies {
  inTransaction: InTransaction<UserChangeSet>;
  passwords: Passwords;
  now(): Date;
}

/**
 * Registers a user. The user and the `user.registered` event are stored together, or neither is.
 * Throws AppError `email_taken`.
 */
export async function registerUser(deps: RegisterDependencies, registration: Registration): Promise<User> {
  const { displayName } = registration;
  const user: User = { id: randomUUID(), email: registration.email, displayName, createdAt: deps.now() };
  const passwordHash = await deps.passwords.hash(registration.password);
  await deps.inTransaction(async (changes) => {
    await changes.insertUser(user, passwordHash);
    const occurredAt = user.createdAt.getTime();
    await changes.recordEvent(newEvent('user.registered', { userId: user.id, displayName, occurredAt }));
  });
  countRegistration();
  return user;
}
