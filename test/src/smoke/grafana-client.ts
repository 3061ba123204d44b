import { DATA_SOURCES } from '@firewatch/dashboards';
import { z } from 'zod';
import { fetchJson } from '../platform/json-http';
import { settings } from '../platform/settings';

export const grafanaUrl = (): string => `http://127.0.0.1:${settings().ports.grafana}`;

/** Of the administrator. */
export const grafanaAuthorization = (): string =>
  `Basic ${Buffer.from(`admin:${settings().secrets.grafanaAdminPassword}`).toString('base64')}`;

/** Asks Grafana's HTTP API as the administrator. @throws Error for any status but 200 */
export function askGrafana<T>(target: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const headers = { authorization: grafanaAuthorization(), 'content-type': 'application/json' };
  return fetchJson(grafanaUrl() + target, schema, { headers, ...init });
}

/** Frames of columns; the first holds times, the others numbers, unless they are labels. */
const answerSchema = z.object({
  results: z.object({
    A: z.object({
      error: z.string().optional(),
      frames: z
        .array(
          z.object({
            schema: z.object({ fields: z.array(z.object({ type: z.string().optional() })) }),
            data: z.object({ values: z.array(z.array(z.unknown())) }),
          }),
        )
        .default([]),
    }),
  }),
});

/**
 * Evaluates a query of Prometheus now, as a panel does: by Grafana's data source.
 * @returns the values of all series
 * @throws Error with what Grafana says
 */
export async function queryByGrafana(expr: string): Promise<number[]> {
  const datasource = { type: 'prometheus', uid: DATA_SOURCES.prometheus };
  const query = { refId: 'A', datasource, expr, instant: true, range: false, intervalMs: 15_000, maxDataPoints: 1_000 };
  const { results } = await askGrafana('/api/ds/query', answerSchema, {
    method: 'POST',
    body: JSON.stringify({ queries: [query], from: 'now-5m', to: 'now' }),
  });
  if (results.A.error !== undefined) throw new Error(results.A.error);
  return results.A.frames.flatMap(({ schema: { fields }, data }) =>
    fields.flatMap(({ type }, column) => (type === 'number' ? (data.values[column] ?? []) : [])).map(Number),
  );
}
