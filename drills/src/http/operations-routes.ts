import { renderMetrics } from '@firewatch/telemetry';
import { Router } from 'express';

/** @returns why the process cannot do its work, in a sentence that says what to do; nothing while it can. Must not throw. */
export type FindObstacle = () => Promise<string | undefined>;

/**
 * What machines ask of every process: `/healthz` (200 while it runs), `/readyz` (200 while it can work, else 503 with the reason), `/metrics`.
 * @param findObstacle default: ready while it runs
 */
export function operationsRoutes(findObstacle: FindObstacle = () => Promise.resolve(undefined)): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = await findObstacle();
    if (reason === undefined) response.json({ status: 'ok' });
    else response.status(503).json({ status: 'not_ready', reason });
  });
  router.get('/metrics', async (_request, response) => {
    const { contentType, body } = await renderMetrics();
    response.setHeader('content-type', contentType).end(body);
  });
  return router;
}
