import { renderMetrics } from '@firewatch/telemetry';
import { z } from 'zod';
import { readinessAnswer } from './answers';
import { defineRoute, reply, type Route } from './route';

/** `unknown`: what it is asked by is down. */
export type ComponentStatus = 'up' | 'down' | 'starting' | 'standby' | 'unknown';

/** What readiness says of one component this process uses. */
export interface Readiness {
  /** Whether this process can do its work, be it with parts of it degraded. */
  ready: boolean;
  dependencies: Record<string, ComponentStatus>;
}

/** Asks the components; must answer within about a second, and not throw. */
export type CheckReadiness = () => Promise<Readiness>;

/** What machines ask of every process: alive, ready, metrics. */
export function operationsRoutes(checkReadiness: CheckReadiness): Route<'anyone'>[] {
  return [
    defineRoute({
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      tag: 'operations',
      summary: 'Whether the process is alive',
      access: 'anyone',
      answers: { 200: { description: 'It is', schema: z.strictObject({ status: z.literal('alive') }) } },
      handle: () => reply(200, { status: 'alive' }),
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      tag: 'operations',
      summary: 'Whether the process can work, and what is degraded',
      access: 'anyone',
      answers: {
        200: { description: 'It can', schema: readinessAnswer },
        503: { description: 'It cannot', schema: readinessAnswer },
      },
      async handle() {
        const { ready, dependencies } = await checkReadiness();
        const degraded = Object.keys(dependencies).filter((name) => dependencies[name] === 'down');
        const status = !ready ? 'not_ready' : degraded.length > 0 ? 'degraded' : 'ready';
        const readiness = { status, degraded, dependencies } as const;
        return ready ? reply(200, readiness) : reply(503, readiness);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'getMetrics',
      tag: 'operations',
      summary: 'Metrics for Prometheus',
      access: 'anyone',
      answers: {
        200: { description: 'In OpenMetrics', schema: z.string(), contentType: 'application/openmetrics-text' },
      },
      async handle() {
        const { contentType, body } = await renderMetrics();
        return reply(200, body, { 'content-type': contentType });
      },
    }),
  ];
}
