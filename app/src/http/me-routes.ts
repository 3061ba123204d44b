import { counter } from '@firewatch/telemetry';
import { Router, type RequestHandler } from 'express';
import { AppError } from '../errors';
import { readSummary, type SummaryDependencies } from '../tasks/summaries';
import type { UserReader } from '../users/ports';
import { userIdOf } from './authenticate';

export interface MeRouteDependencies extends SummaryDependencies {
  users: UserReader;
}

/** The user the access token belongs to. */
export function meRoutes(deps: MeRouteDependencies, authenticated: RequestHandler[]): Router {
  const router = Router();

  router.get('/me', ...authenticated, async (_request, response) => {
    const user = await deps.users.findUser(userIdOf(response));
    if (!user) throw new AppError('invalid_token', 'The user of this access token does not exist');
    response.json(user);
  });

  router.get('/me/summary', ...authenticated, async (_request, response) => {
    const answer = await readSummary(deps, userIdOf(response));
    counter('summary_reads_total').inc({ source: answer.source });
    response.json(answer);
  });

  return router;
}
