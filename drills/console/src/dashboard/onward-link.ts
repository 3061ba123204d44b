import { withQuery } from '../api/paths';
import type { TimeRange } from '../time-range/time-range';
import type { GrafanaLink } from './dashboard';

interface Query {
  readonly service?: string;
  readonly query?: string;
}

/**
 * A panel's link, which leads to pages of Grafana, as a path of the console: another dashboard, traces of a service, log lines. Undefined
 * for what has no counterpart here.
 */
export function onwardPath({ url }: GrafanaLink, { from, to }: TimeRange): string | undefined {
  const [path = '', search = ''] = url.split(/\?(.*)/s, 2);
  const [, uid] = /^\/d\/([\w-]+)/.exec(path) ?? [];
  if (uid !== undefined) return withQuery(`/dashboards/${uid}`, { from, to });
  if (path !== '/explore') return undefined;
  const query = readPane(new URLSearchParams(search).get('panes'));
  if (query?.service !== undefined) return withQuery('/traces', { service: query.service, from, to });
  return query?.query === undefined ? undefined : withQuery('/logs', { query: query.query, from, to });
}

/** Grafana's own form: an object of panes with their queries, as JSON. */
function readPane(panes: string | null): Query | undefined {
  if (panes === null) return undefined;
  const parsed = JSON.parse(panes) as Readonly<Record<string, { readonly queries?: readonly Query[] }>>;
  return Object.values(parsed)[0]?.queries?.[0];
}
