import { z } from 'zod';
import type { UserReader } from '../users/ports';
import { defineRoute, reply, type Route } from './route';

/** Nobody who asks needs the address. */
const recipient = z.strictObject({ id: z.guid(), displayName: z.string() }).meta({ id: 'Recipient' });

/**
 * What other services may ask about users, by way of the sidecars. That there is no such user is an answer like any other and
 * no 404: Dapr's circuit breaker counts each answer from 400 on as a failure of this service.
 */
export function internalUserRoutes(users: Pick<UserReader, 'findUser'>): Route<'sidecar'>[] {
  return [
    defineRoute({
      method: 'get',
      path: '/internal/users',
      operationId: 'findRecipients',
      tag: 'internal',
      summary: 'Whether there is such a user, and the user’s name',
      access: 'sidecar',
      query: z.strictObject({ id: z.string() }),
      answers: { 200: { description: 'The user, or nobody', schema: z.strictObject({ items: z.array(recipient) }) } },
      async handle({ query }) {
        // What cannot be an id is nobody's.
        const userId = z.guid().safeParse(query.id).data?.toLowerCase();
        const user = userId === undefined ? undefined : await users.findUser(userId);
        return reply(200, { items: user ? [{ id: user.id, displayName: user.displayName }] : [] });
      },
    }),
  ];
}
