import { QueryTypes, type Sequelize } from 'sequelize';
import type { UserReader } from '../users/ports';
import { orUnavailable } from './failures';
import type { Models } from './models';

// Written out because of its parameter: Sequelize would put the address into the statement, and so into the trace.
const CREDENTIALS = 'SELECT id AS "userId", password_hash AS "passwordHash" FROM users WHERE email = $email';

/** Reads of the users table. Each throws DependencyUnavailableError when the database is away. */
export function userReader(sequelize: Sequelize, { users }: Models): UserReader {
  return {
    async findUser(userId) {
      const row = await orUnavailable(() => users.findByPk(userId));
      if (!row) return undefined;
      const { id, email, displayName, createdAt } = row;
      return { id, email, displayName, createdAt };
    },
    async findCredentials(email) {
      const [row] = await orUnavailable(() =>
        sequelize.query<{ userId: string; passwordHash: string }>(CREDENTIALS, {
          type: QueryTypes.SELECT,
          bind: { email },
        }),
      );
      return row;
    },
  };
}
