import { counter, logger } from '@firewatch/telemetry';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import { operationsRoutes } from '../http/operations-routes';
import type { DeadMansSwitch } from './switch';

/** What counts of the body of Alertmanager's webhook. */
const heartbeatSchema = z.object({
  alerts: z.array(z.object({ status: z.string(), labels: z.record(z.string(), z.string()) })),
});

const log = logger.child({ 'log.logger': 'dead-mans-switch' });

/** `POST /heartbeat` for Alertmanager (400 for a body without a firing Watchdog, which is no heartbeat), `GET /state` for people. */
export function buildDeadMansSwitch(deadMansSwitch: DeadMansSwitch): Express {
  const heartbeats = counter('dead_mans_switch_heartbeats_total');
  const app = express().disable('x-powered-by');
  app.use(operationsRoutes());

  const refuse = (reason: string): { error: string } => {
    heartbeats.inc({ outcome: 'refused' });
    log.warn(`what came is no heartbeat: ${reason}`);
    return { error: reason };
  };

  app.post('/heartbeat', express.json({ limit: '1mb', type: () => true }), (request, response) => {
    const parsed = heartbeatSchema.safeParse(request.body);
    const isBeat = parsed.data?.alerts.some(
      ({ status, labels }) => status === 'firing' && labels['alertname'] === 'Watchdog',
    );
    if (isBeat !== true) return void response.status(400).json(refuse('no firing Watchdog'));
    deadMansSwitch.beat();
    heartbeats.inc({ outcome: 'ok' });
    log.debug('heartbeat');
    response.status(204).end();
  });

  app.get('/state', (_request, response) => {
    response.json({ state: deadMansSwitch.state(), heartbeatAgeSeconds: deadMansSwitch.ageMs() / 1000 });
  });

  const onUnreadableBody: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    response.status(400).json(refuse('the body cannot be read'));
  };
  return app.use(onUnreadableBody);
}
