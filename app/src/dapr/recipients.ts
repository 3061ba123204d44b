import { z } from 'zod';
import { DependencyUnavailableError } from '../errors';
import type { Recipients } from '../notifications/ports';
import type { Invoker } from './invoker';

const problem = z.object({ code: z.string() });

/** The users of the task service, asked for one by one. */
export function recipients(taskService: Invoker): Recipients {
  return {
    async exists(userId) {
      const { status, body } = await taskService.get(`internal/users/${encodeURIComponent(userId)}`);
      if (status === 200) return true;
      // Only the service's own word counts: any 404 might be that of an older version, which does not know the question.
      if (status === 404 && problem.safeParse(body).data?.code === 'user_not_found') return false;
      throw new DependencyUnavailableError(
        'task-service',
        new Error(`GET /internal/users/:userId was answered with ${status}`),
      );
    },
  };
}
