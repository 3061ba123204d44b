import { METRICS, type MetricDefinition } from '@firewatch/telemetry/names';
import type { Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { readdirSync, readFileSync } from 'node:fs';
import type { DashboardModel } from './dashboard';
import { dashboards } from './dashboards';
import { emptyUntilFault } from './faults';
import { DATA_SOURCES } from './links';
import { FOREIGN_SERIES } from './metrics';
import { listPanelQueries } from './queries';
import { DIST, renderDashboards } from './render';

const isPanel = (panel: Panel | RowPanel): panel is Panel => panel.type !== 'row';
const panelsOf = (board: DashboardModel) => board.panels.filter(isPanel);
const exprsOf = (panel: Panel) => (panel.targets ?? []).map((target) => (target as unknown as { expr: string }).expr);
const everyPanel = dashboards.flatMap((board) =>
  panelsOf(board).map((panel) => ({ name: `${board.uid}: ${panel.title ?? '?'}`, board, panel })),
);

const SERIES = new Map<string, readonly string[]>([
  ...Object.keys(FOREIGN_SERIES).map((name) => [name, []] as const),
  ...Object.entries<MetricDefinition>(METRICS).flatMap(([name, { type, labels }]) =>
    (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map((suffix) => [name + suffix, labels] as const),
  ),
]);

test('dist/ is what the sources make', () => {
  const rendered = renderDashboards();
  expect(readdirSync(DIST).sort()).toEqual([...rendered.keys()].map((file) => file.slice(DIST.length + 1)).sort());
  for (const [file, content] of rendered) expect(readFileSync(file, 'utf8')).toBe(content);
});

describe.each(dashboards.map((board) => [board.uid, board] as const))('%s', (uid, board) => {
  test('has the frame of the house', () => {
    expect(board).toMatchObject({ editable: false, refresh: '10s', time: { from: 'now-30m', to: 'now' } });
    expect(board.tags).toContain('firewatch');
    expect(board.templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
  });

  test('gives every panel its own id and title', () => {
    const ids = board.panels.map(({ id }) => id);
    const titles = panelsOf(board).map(({ title }) => title);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('fits the grid and no two panels overlap', () => {
    const taken = new Set<string>();
    for (const { title, gridPos } of board.panels) {
      if (gridPos === undefined) throw new Error(`${title ?? ''} has no place`);
      const { x, y, w, h } = gridPos;
      expect(x + w).toBeLessThanOrEqual(24);
      for (let column = x; column < x + w; column += 1) {
        for (let line = y; line < y + h; line += 1) {
          expect(taken).not.toContain(`${column}/${line}`);
          taken.add(`${column}/${line}`);
        }
      }
    }
  });

  test('uses every one of its variables, and none that it does not have', () => {
    const names = board.templating.list.map(({ name }) => name);
    const used = panelsOf(board).flatMap((panel) =>
      exprsOf(panel).flatMap((expr) => [...expr.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? '')),
    );
    expect(new Set(used.filter((name) => name !== '__rate_interval'))).toEqual(
      new Set(names.filter((name) => name !== 'datasource')),
    );
    expect(uid).toBe(board.uid);
  });
});

describe.each(everyPanel.map(({ name, panel }) => [name, panel] as const))('%s', (_name, panel) => {
  test('has title, unit, and a description that says what bad looks like and what to do', () => {
    expect(panel.title).toMatch(/\S/);
    expect(panel.fieldConfig?.defaults.unit).toMatch(/\S/);
    expect(panel.description).toMatch(/^\S[^]+\n\n\*\*Bad:\*\* \S[^]+\n\n\*\*Next:\*\* \S/);
  });

  test('leads onwards', () => {
    const links = [...(panel.links ?? []), ...((panel.fieldConfig?.defaults.links ?? []) as { url?: string }[])];
    expect(links.length).toBeGreaterThan(0);
    for (const { url } of links) expect(url).toMatch(/^\/(d\/(task-service|event-pipeline|dapr)|explore)\?/);
  });

  test('asks the data source that the variable chooses', () => {
    const source = { type: 'prometheus', uid: '${datasource}' };
    expect(panel.datasource).toEqual(source);
    expect((panel.targets ?? []).length).toBeGreaterThan(0);
    for (const target of panel.targets ?? [])
      expect((target as unknown as { datasource: unknown }).datasource).toEqual(source);
  });

  test('takes rates over $__rate_interval, of counters and histograms alone, and asks only for series and labels that exist', () => {
    for (const expr of exprsOf(panel)) {
      for (const [, window] of expr.replaceAll(/"[^"]*"/g, '').matchAll(/\[([^\]]*)\]/g))
        expect(window).toBe('$__rate_interval');
      const names = expr
        .replaceAll(/"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(by|on|or)\s*\([^)]*\)/g, ' ')
        .match(/[a-z_][a-z0-9_]*(?![a-z0-9_]|\s*\()/g)
        ?.filter((word) => !['or', 'by', 'on'].includes(word));
      expect(names).not.toHaveLength(0);
      for (const name of names ?? []) expect([...SERIES.keys()]).toContain(name);
      for (const [, name = ''] of expr.matchAll(/rate\(([a-z0-9_]+)/g))
        expect(name).toMatch(/_(total|bucket|count|sum)$/);
      for (const [, name = '', matchers = ''] of expr.matchAll(/([a-z0-9_]+)\{([^}]*)\}/g)) {
        const own = SERIES.get(name) ?? [];
        if (name in FOREIGN_SERIES) continue;
        for (const [, label] of matchers.matchAll(/(\w+)(?:!?=~?)"/g))
          expect(['job', 'instance', ...own]).toContain(label);
      }
    }
  });
});

test('links to data sources use the uids that are provisioned', () => {
  const provisioned = readFileSync(
    `${__dirname}/../../infra/config/grafana/provisioning/datasources/firewatch.yml`,
    'utf8',
  );
  for (const uid of Object.values(DATA_SOURCES)) expect(provisioned).toMatch(new RegExp(`^\\s+uid: ${uid}$`, 'm'));
});

test('what is listed as empty until a fault is a panel', () => {
  const names = everyPanel.map(({ name }) => name);
  for (const { dashboard, panel } of emptyUntilFault) expect(names).toContain(`${dashboard}: ${panel}`);
});

test('the listed queries have every variable filled in', () => {
  const queries = listPanelQueries({ rateInterval: '20s', variables: { instance: '127\\.0\\.0\\.1:.+' } });
  expect(queries.length).toBe(everyPanel.flatMap(({ panel }) => exprsOf(panel)).length);
  for (const { expr } of queries) expect(expr).not.toContain('$');
  expect(queries).toContainEqual({
    dashboard: 'task-service',
    panel: 'Request rate',
    refId: 'A',
    expr: 'sum(rate(http_server_request_duration_seconds_count{job="task-service",instance=~"127\\.0\\.0\\.1:.+",http_route!~"/healthz|/readyz|/metrics"}[20s]))',
  });
});
