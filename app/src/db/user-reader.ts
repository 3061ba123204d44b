import type { UserReader } from '../users/ports';
import { orUnavailable } from './failures';
import type { Models } from './models';

/** Reads of the users table. Each throws DependencyUnavailableError when the database is away. */
export function userReader({ users }: Models): UserReader {
  return {
    async findUser(userId) {
      const row = await orUnavailable(() => users.findByPk(userId));
      if (!row) return undefined;
      const { id, email, displayName, createdAt } = row;
      return { id, email, displayName, createdAt };
    },
    async findCredentials(email) {
      const row = await orUnavailable(() => users.findOne({ where: { email }, attributes: ['id', 'passwordHash'] }));
      return row ? { userId: row.id, passwordHash: row.passwordHash } : undefined;
    },
  };
}
