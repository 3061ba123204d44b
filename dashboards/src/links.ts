import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

/** The uids of the provisioned data sources; infra/config/grafana uses the same. */
export const DATA_SOURCES = {
  prometheus: 'firewatch-prometheus',
  jaeger: 'firewatch-jaeger',
  elasticsearch: 'firewatch-elasticsearch',
} as const;

/** The dashboards that there are, by uid. */
export type DashboardUid = 'task-service' | 'event-pipeline' | 'dapr';

/** Where a reader goes from a panel. `series` links open from a point of the graph, `panel` links from the panel's header. */
export interface Onward {
  readonly from: 'series' | 'panel';
  readonly title: string;
  readonly url: string;
}

/** To the traces of a service, over the dashboard's time range. */
export function tracesOf(service: string): Onward {
  const query = { refId: 'A', queryType: 'search', service, limit: 20 };
  return { from: 'series', title: `Traces of ${service}`, url: exploreUrl('jaeger', query) };
}

/** To log lines, over the dashboard's time range. @param query Lucene, over ECS fields. */
export function logs(title: string, query: string): Onward {
  const logsQuery = {
    refId: 'A',
    query,
    timeField: '@timestamp',
    metrics: [{ id: '1', type: 'logs', settings: { limit: '500' } }],
  };
  return { from: 'series', title, url: exploreUrl('elasticsearch', logsQuery) };
}

/** To the warnings and errors of a process. @param service its `service.name`, with `*` for any ending. */
export function problemsLoggedBy(service: string): Onward {
  return logs(`Warnings and errors of ${service}`, `service.name:${service} AND log.level:(warn OR error OR fatal)`);
}

/** To another dashboard, over the same time range. */
export function dashboard(uid: DashboardUid, title: string): Onward {
  return { from: 'panel', title, url: `/d/${uid}?\${__url_time_range}` };
}

export function toGrafanaLink({ title, url }: Onward): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url).targetBlank(true);
}

/** Grafana fills in `${…}` only where it is not percent-encoded. */
function exploreUrl(source: keyof typeof DATA_SOURCES, query: object): string {
  const datasource = { type: source, uid: DATA_SOURCES[source] };
  const pane = {
    datasource: datasource.uid,
    queries: [{ ...query, datasource }],
    range: { from: '${__from}', to: '${__to}' },
  };
  const encoded = encodeURIComponent(JSON.stringify({ firewatch: pane })).replaceAll(/%24%7B(\w+)%7D/g, '${$1}');
  return `/explore?schemaVersion=1&orgId=1&panes=${encoded}`;
}
