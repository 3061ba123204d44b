import { z } from 'zod';
import { AppError } from '../errors';
import type { UserReader } from '../users/ports';
import { defineRoute, reply, type Route } from './route';

/** Nobody who asks needs the address. */
const recipient = z.strictObject({ id: z.guid(), displayName: z.string() }).meta({ id: 'Recipient' });

/** What other services may ask about users, by way of the sidecars. */
export function internalUserRoutes(users: Pick<UserReader, 'findUser'>): Route<'sidecar'>[] {
  return [
    defineRoute({
      method: 'get',
      path: '/internal/users/:userId',
      operationId: 'getRecipient',
      tag: 'internal',
      summary: 'Whether there is such a user, and the user’s name',
      access: 'sidecar',
      params: z.strictObject({ userId: z.string() }),
      answers: { 200: { description: 'The user', schema: recipient } },
      errors: ['user_not_found'],
      async handle({ params }) {
        // What cannot be an id is nobody's.
        const userId = z.guid().safeParse(params.userId).data?.toLowerCase();
        const user = userId === undefined ? undefined : await users.findUser(userId);
        if (!user) throw new AppError('user_not_found', 'There is no such user');
        return reply(200, { id: user.id, displayName: user.displayName });
      },
    }),
  ];
}
