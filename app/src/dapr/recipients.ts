import { z } from 'zod';
import { DependencyUnavailableError } from '../errors';
import type { Recipients } from '../notifications/ports';
import type { Invoker } from './invoker';

const found = z.object({ items: z.array(z.object({ id: z.string() })) });

/** The users of the task service, asked for one by one. */
export function recipients(taskService: Invoker): Recipients {
  return {
    async exists(userId) {
      const { status, body } = await taskService.get(`internal/users?id=${encodeURIComponent(userId)}`);
      // Only the service's own word counts: any 404 might be that of an older version, which does not know the question.
      const answer = found.safeParse(body).data;
      if (status === 200 && answer) return answer.items.length > 0;
      throw new DependencyUnavailableError(
        'task-service',
        new Error(`GET /internal/users was answered with ${status}`),
      );
    },
  };
}
