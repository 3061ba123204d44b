import { renderMetrics } from '@firewatch/telemetry';
import { Router } from 'express';

/** What machines ask of every process: alive, ready (both 200 while it runs), metrics. */
export function operationsRoutes(): Router {
  const router = Router();
  router.get(['/healthz', '/readyz'], (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/metrics', async (_request, response) => {
    const { contentType, body } = await renderMetrics();
    response.setHeader('content-type', contentType).end(body);
  });
  return router;
}
