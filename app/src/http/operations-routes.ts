import { renderMetrics } from '@firewatch/telemetry';
import { Router } from 'express';

export type ComponentStatus = 'up' | 'down' | 'starting' | 'standby';

/** What readiness says of one component this process uses. */
export interface Readiness {
  /** Whether this process can do its work, be it with parts of it degraded. */
  ready: boolean;
  dependencies: Record<string, ComponentStatus>;
}

/** Asks the components; must answer within about a second, and not throw. */
export type CheckReadiness = () => Promise<Readiness>;

/** What machines ask of every process: alive, ready, metrics. */
export function operationsRoutes(checkReadiness: CheckReadiness): Router {
  const router = Router();

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });

  router.get('/readyz', async (_request, response) => {
    const { ready, dependencies } = await checkReadiness();
    const degraded = Object.keys(dependencies).filter((name) => dependencies[name] === 'down');
    const status = !ready ? 'not_ready' : degraded.length > 0 ? 'degraded' : 'ready';
    response.status(ready ? 200 : 503).json({ status, degraded, dependencies });
  });

  router.get('/metrics', async (_request, response) => {
    const { contentType, body } = await renderMetrics();
    response.setHeader('content-type', contentType).end(body);
  });

  return router;
}
