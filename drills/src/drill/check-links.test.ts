import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Alertmanager } from './alertmanager';
import { checkLinks, matchersOf, type LinkCheck } from './check-links';
import type { LoadedRule } from './prometheus';
import type { Attachment } from './slack';

test.each([
  [
    '#/silences/new?filter=%7Balertname%3D%22Down%22%2C%20service%3D%22kafka%22%7D',
    ['alertname="Down"', 'service="kafka"'],
  ],
  ['#/silences/new?filter=%7Ba%3D~%22x%5C%22y%22%7D', ['a=~"x\\"y"']],
  ['#/silences/new', []],
  ['#/alerts', []],
  ['', []],
])('the matchers of "%s" are %j', (hash, matchers) => {
  expect(matchersOf(hash)).toEqual(matchers);
});

describe('the links of a message', () => {
  let server: Server;
  let base: string;
  /** Status and page-data by path. */
  let pages: Record<string, readonly [number, object]>;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://localhost');
      const [status, data] = pages[pathname] ?? [404, {}];
      const json = JSON.stringify(data);
      response
        .writeHead(status)
        .end(
          pathname.startsWith('/api/v2/')
            ? json
            : `<title>A page</title><script type="application/json" id="page-data">${json}</script>`,
        );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const labels = { alertname: 'Down', service: 'kafka' };
  const status = { state: 'active', silencedBy: [], inhibitedBy: [] };
  beforeEach(() => {
    pages = {
      '/': [200, {}],
      '/runbooks/Down': [200, { '/api/runbooks/Down': { alert: 'Down', body: 'text' } }],
      '/dashboards/kafka': [200, { '/api/dashboards/kafka': { uid: 'kafka', panels: [{}] } }],
      '/graph': [200, { '/api/graph?g0.expr=up': { series: [{}] } }],
      '/traces': [200, { '/api/traces?service=kafka': { latest: [{}] } }],
      '/logs': [200, { '/api/logs?query=x': { lines: [{}] } }],
      '/api/v2/alerts': [200, [{ labels, receivers: [], status }]],
    };
  });

  const attachment = (changed: Readonly<Record<string, string>> = {}): Attachment => {
    const links = {
      Runbook: '/runbooks/Down',
      Dashboard: '/dashboards/kafka',
      Graph: '/graph?g0.expr=up',
      Traces: '/traces?service=kafka',
      Logs: '/logs?query=x',
      Silence: '/#/silences/new?filter=%7Balertname%3D%22Down%22%7D',
      ...changed,
    };
    const text = Object.entries(links).map(([label, path]) => `<${base}${path}|${label}>`);
    return { title: 'Down', title_link: `${base}/#/alerts?receiver=x`, text: text.join(' · '), color: '', footer: '' };
  };
  const check = (changed?: Readonly<Record<string, string>>, unavailable: readonly string[] = []) => {
    // A page may take its time; a test does not wait for one that never comes.
    const signal = AbortSignal.timeout(1500);
    const given: LinkCheck = {
      alert: { labels, annotations: {}, state: 'firing', activeAt: '', value: '' },
      rule: {
        name: 'Down',
        query: 'up',
        duration: 0,
        interval: 1,
        health: 'ok',
        labels: {},
        alerts: [],
      } satisfies LoadedRule,
      dashboard: 'kafka',
      unavailable,
      alertmanager: new Alertmanager(base, signal),
      signal,
    };
    return checkLinks(attachment(changed), given);
  };

  test('are all opened', async () => {
    expect(await check()).toEqual(['Title', 'Runbook', 'Dashboard', 'Graph', 'Traces', 'Logs', 'Silence']);
  });

  test('one that nobody knows is refused by name', async () => {
    await expect(check({ Wiki: '/' })).rejects.toMatchObject({
      part: 'link',
      message: expect.stringContaining('"Wiki"') as string,
    });
  });

  test('a page that comes late is waited for', async () => {
    const late = pages['/logs'] ?? [500, {}];
    pages['/logs'] = [200, { '/api/logs?query=x': { lines: [] } }];
    setTimeout(() => (pages['/logs'] = late), 300);
    expect(await check()).toContain('Logs');
  });

  test('one whose page cannot be filled has to say so', async () => {
    pages['/logs'] = [503, {}];
    expect(await check({}, ['Logs'])).toContain('Logs');
    pages['/logs'] = [200, { '/api/logs?query=x': { lines: [{}] } }];
    await expect(check({}, ['Logs'])).rejects.toThrow();
  });

  test.each([
    ['Runbook', '/runbooks/Down', [200, { '/api/runbooks/Up': { alert: 'Up', body: 'text' } }]],
    ['Dashboard', '/dashboards/kafka', [200, {}]],
    ['Graph', '/graph', [200, { '/api/graph': { series: [] } }]],
    ['Traces', '/traces', [503, {}]],
    ['Silence', '/api/v2/alerts', [200, []]],
  ] as const)('"%s" without the right content is not taken', async (_label, path, page) => {
    pages[path] = page;
    await expect(check()).rejects.toThrow();
  });
});
