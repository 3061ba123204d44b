import { dashboards, DATA_SOURCES } from '@firewatch/dashboards';
import { z } from 'zod';
import { eventually } from '../platform/eventually';
import { askGrafana } from './grafana-client';
import { mustHaveNone, unless, type SmokeCheck } from './smoke-check';

const dashboardSchema = z.object({
  dashboard: z.object({ title: z.string(), panels: z.array(z.object({ title: z.string().optional() })) }),
  meta: z.object({ provisioned: z.boolean() }),
});
/** What a data source is asked for by way of Grafana, to see that it is reached, with its log-in. */
const REACHED_BY: Readonly<Record<keyof typeof DATA_SOURCES, string>> = {
  prometheus: 'api/v1/query?query=up',
  jaeger: 'api/services',
  elasticsearch: 'firewatch-logs-*/_count',
};

export const grafanaIsProvisioned: SmokeCheck = {
  name: 'grafana',
  title: 'Grafana has our dashboards, and reaches each data source',
  only: 'compose',
  look: () =>
    eventually(async () => {
      const found = dashboards.map(async ({ uid, panels }) => {
        const { dashboard, meta } = await askGrafana(`/api/dashboards/uid/${uid}`, dashboardSchema);
        return [
          ...unless(meta.provisioned, `dashboard ${uid} is not the provisioned one`),
          ...unless(
            dashboard.panels.length === panels.length,
            `dashboard ${uid} has ${dashboard.panels.length} panels, not ${panels.length}`,
          ),
        ];
      });
      const reached = Object.entries(DATA_SOURCES).map(async ([source, uid]) => {
        const target = REACHED_BY[source as keyof typeof DATA_SOURCES];
        await askGrafana(`/api/datasources/proxy/uid/${uid}/${target}`, z.unknown());
        return [];
      });
      mustHaveNone((await Promise.all([...found, ...reached])).flat());
      return `${dashboards.length} dashboards, ${reached.length} data sources`;
    }),
};
