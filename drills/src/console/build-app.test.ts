import fs from 'node:fs';
import { Component } from './component-of-test';
import { ConsoleOfTest } from './console-of-test';
import { END, startOf } from './events-of-test';

const component = new Component();
const console = new ConsoleOfTest();
beforeAll(async () => {
  await component.start();
  await console.start({
    prometheus: component.as('prometheus'),
    slackReceiver: component.as('slack-receiver'),
    jaeger: component.as('jaeger'),
    elasticsearch: component.as('elasticsearch', 'Basic c2VjcmV0'),
  });
  console.write('runbooks/X.md', '---\nteam: api\n---\n# X\n\n## Meaning\n');
  console.write(
    'dashboards/d.json',
    JSON.stringify({ uid: 'd', title: 'A dashboard', panels: [{ type: 'stat', title: 'A' }] }),
  );
  console.write('journals/r1.ndjson', `${JSON.stringify(startOf('r1'))}\n${JSON.stringify(END)}\n`);
  console.write('pages/assets/index-abc.js', 'export {};');
  console.write('secret.json', JSON.stringify({ uid: 'secret', title: 'SECRET', panels: [] }));
  console.write('secret.md', '# SECRET');
  console.write('secret.ndjson', `${JSON.stringify(startOf('secret'))}\n`);
  console.write('pages/secret.txt', 'SECRET');
});
afterAll(async () => {
  await console.stop();
  component.stop();
});
beforeEach(() => component.forget());

const ID = '0af7651916cd43dd8448eb211c80319c';
const HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';

function answerLogs(message: string): void {
  component.reply('POST', '/firewatch-logs-*/_search', 200, {
    hits: { total: { value: 1, relation: 'eq' }, hits: [{ _source: { message, 'service.name': 'kafka-1' } }] },
  });
}

function answerTrace(): void {
  component.reply('GET', `/api/traces/${ID}`, 200, {
    data: [
      {
        traceID: ID,
        spans: [
          { spanID: 'a', operationName: HOSTILE, processID: 'p', references: [], startTime: 1, duration: 1, tags: [] },
        ],
        processes: { p: { serviceName: 'task-service' } },
      },
    ],
  });
}

function answerSlack(title: string): void {
  component.reply('GET', '/channels', 200, { channels: [{ name: 'critical', messages: 1 }] });
  component.reply('GET', '/channels/critical', 200, {
    name: 'critical',
    messages: [{ id: 1, receivedAt: '2026-11-24T10:00:00Z', payload: { attachments: [{ title, text: title }] } }],
  });
}

function refuseQuery(error: string): void {
  component.reply('GET', '/api/v1/query_range', 400, { status: 'error', errorType: 'bad_data', error });
}

describe('pages for machines', () => {
  test('a runbook, a dashboard, a run: title and data', async () => {
    expect(await console.page('/runbooks/X')).toMatchObject({
      status: 200,
      title: 'X · Runbook · Firewatch',
      data: { '/api/runbooks/X': { alert: 'X', body: '## Meaning' } },
    });
    expect(await console.page('/dashboards/d')).toMatchObject({
      status: 200,
      title: 'A dashboard · Dashboard · Firewatch',
      data: { '/api/dashboards/d': { uid: 'd', panels: [{ title: 'A' }] } },
    });
    expect(await console.page('/drills/runs/r1')).toMatchObject({
      status: 200,
      title: 'KafkaBrokerDown · Run of a drill · Firewatch',
      data: { '/api/drills/runs/r1': { state: 'passed' } },
    });
  });

  test('a graph has the rows of the last hour, under the address as it was asked for', async () => {
    component.reply('GET', '/api/v1/query_range', 200, {
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: { job: 'a' }, values: [[1, '1']] }] },
    });
    const { status, title, data } = await console.page('/graph?g0.expr=up%20%3D%3D%200&g0.tab=1');
    expect([status, title]).toEqual([200, 'Graph · Firewatch']);
    expect(data).toMatchObject({
      '/api/graph?g0.expr=up%20%3D%3D%200&g0.tab=1': { expression: 'up == 0', series: [{ labels: { job: 'a' } }] },
    });
  });

  test('logs have the lines', async () => {
    answerLogs('a line');
    expect(await console.page('/logs?query=service.name%3Akafka*&from=1000')).toMatchObject({
      status: 200,
      title: 'Logs · Firewatch',
      data: { '/api/logs?query=service.name%3Akafka*&from=1000': { lines: [{ message: 'a line' }] } },
    });
  });

  test('a trace has its spans and its lines, and its spans alone where the lines are away', async () => {
    answerTrace();
    answerLogs('a line');
    expect(await console.page(`/traces/${ID}`)).toMatchObject({
      status: 200,
      data: {
        [`/api/traces/${ID}`]: { spans: [{ id: 'a' }] },
        [`/api/logs?query=trace.id:${ID}`]: { lines: [{ message: 'a line' }] },
      },
    });
    component.reply('POST', '/firewatch-logs-*/_search', 503, '');
    const { status, data } = await console.page(`/traces/${ID}`);
    expect([status, Object.keys(data)]).toEqual([200, [`/api/traces/${ID}`]]);
  });

  test('traces of a service that Jaeger does not know say so', async () => {
    component.reply('GET', '/api/services', 200, { data: ['task-service'] });
    component.reply('GET', '/api/traces', 200, { data: [] });
    expect(await console.page('/traces?service=kafka&from=1000')).toMatchObject({
      status: 200,
      title: 'Traces · Firewatch',
      data: { '/api/traces?service=kafka&from=1000': { service: 'kafka', unknownService: true } },
    });
  });

  test('the alerts are a page even where the alert path is away, which is told', async () => {
    const { status, data } = await console.page('/');
    expect(status).toBe(200);
    expect(data).toMatchObject({ '/api/alerts': { alerts: [], problems: [{ status: 503 }, {}, {}] } });
  });

  test.each([
    ['/silences/new?filter=%7Balertname%7D', 400, 'The request cannot be read · New silence · Firewatch'],
    ['/runbooks/Nope', 404, 'There is nothing here · Runbook · Firewatch'],
    ['/dashboards/nope', 404, 'There is nothing here · Dashboard · Firewatch'],
    ['/drills/nope', 404, 'There is nothing here · Drill · Firewatch'],
    ['/drills/runs/nope', 404, 'There is nothing here · Run of a drill · Firewatch'],
    ['/traces/nope', 404, 'There is nothing here · Trace · Firewatch'],
    ['/nope', 404, 'There is nothing here · Firewatch'],
    ['/silences/new', 503, 'A component does not answer · New silence · Firewatch'],
  ])('%s is a page with status %d that says so', async (target, expected, wanted) => {
    const { status, title, html } = await console.page(target);
    expect([status, title]).toEqual([expected, wanted]);
    expect(html).toContain('<div id="root">');
  });

  test('a machine that asks for a page whose component is away hears which', async () => {
    const { status, html } = await console.page('/silences/new?filter=');
    expect(status).toBe(503);
    expect(html).toContain('alertmanager does not answer');
  });

  test('while the pages are not built, the console says so and the rest of it works', async () => {
    const frame = `${console.root}/pages/index.html`;
    fs.renameSync(frame, `${frame}.away`);
    const { status, text } = await console.ask('/');
    fs.renameSync(`${frame}.away`, frame);
    expect([status, JSON.parse(text)]).toMatchObject([503, { code: 'pages_missing' }]);
    expect((await console.ask('/api/runbooks')).status).toBe(200);
  });

  test('it is ready with its pages only, and alive without them', async () => {
    const frame = `${console.root}/pages/index.html`;
    const readiness = async () => {
      const { status, text } = await console.ask('/readyz');
      return [status, JSON.parse(text)] as const;
    };
    expect(await readiness()).toEqual([200, { status: 'ok' }]);
    fs.renameSync(frame, `${frame}.away`);
    expect(await readiness()).toMatchObject([503, { status: 'not_ready' }]);
    expect((await readiness())[1]).toHaveProperty('reason', expect.stringContaining('make build'));
    expect((await console.ask('/healthz')).status).toBe(200);
    fs.renameSync(`${frame}.away`, frame);
    expect(await readiness()).toEqual([200, { status: 'ok' }]);
  });

  test('it is not ready without a file that its pages load', async () => {
    const frame = `${console.root}/pages/index.html`;
    const whole = fs.readFileSync(frame, 'utf8');
    const script = '<script type="module" src="/assets/removed-0a1b.js"></script>';
    fs.writeFileSync(frame, whole.replace('</head>', `${script}</head>`));
    const { status, text } = await console.ask('/readyz');
    fs.writeFileSync(frame, whole);
    expect(status).toBe(503);
    expect(text).toContain('removed-0a1b.js');
  });
});

describe('what others wrote is never markup', () => {
  test.each([
    ['a Slack message', '/slack/critical', () => answerSlack(HOSTILE)],
    ['a log line', '/logs', () => answerLogs(HOSTILE)],
    ['a span', `/traces/${ID}`, answerTrace],
    ['an error of Prometheus', '/graph?g0.expr=x', () => refuseQuery(HOSTILE)],
    ['a name', `/dashboards/${encodeURIComponent(HOSTILE)}`, () => undefined],
    ['a filter', `/silences/new?filter=${encodeURIComponent(HOSTILE)}`, () => undefined],
  ])('%s', async (_what, target, answer) => {
    answer();
    const { text } = await console.ask(target);
    expect(text.match(/<script/g)).toEqual(['<script']);
    expect(text).not.toContain('<img');
    // It is there, as text.
    expect(text).toMatch(/&lt;\/script&gt;|\\u003c\/script>/);
  });
});

describe('no way leads out of the folders', () => {
  const climbing = [
    '../secret',
    '..%2fsecret',
    '%2e%2e%2fsecret',
    '..%5csecret',
    '....//secret',
    '%00',
    'x/../../secret',
  ];
  const targets = [
    '/runbooks/',
    '/api/runbooks/',
    '/dashboards/',
    '/api/dashboards/',
    '/drills/runs/',
    '/api/drills/runs/',
  ];
  test.each(targets.flatMap((target) => climbing.map((climb) => target + climb)))('%s', async (target) => {
    const { status, text } = await console.ask(target);
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('SECRET');
    expect(text).not.toContain('run-started');
  });

  test.each(['../secret.txt', '..%2fsecret.txt', '%2e%2e/secret.txt', '..%2f..%2fsecret.md', '..\\secret.txt', ''])(
    '/assets/%s',
    async (climb) => {
      const { status, text } = await console.ask(`/assets/${climb}`);
      expect([400, 403, 404]).toContain(status);
      expect(text).not.toContain('SECRET');
    },
  );
});

describe('headers', () => {
  test('let nothing run but its own files, and nobody frame it', async () => {
    for (const target of ['/', '/api/runbooks', '/nope', '/assets/index-abc.js']) {
      const { headers } = await console.ask(target);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  test('keep nothing but files whose names change with their content', async () => {
    expect((await console.ask('/')).headers['cache-control']).toBe('no-store');
    expect((await console.ask('/assets/index-abc.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
  });

  test.each(['/x%0d%0aX-Injected:%201', '/runbooks/x%0d%0aX-Injected:%201', '/logs?query=%0d%0aX-Injected:%201'])(
    'cannot be added by %s',
    async (target) => {
      answerLogs('a line');
      expect((await console.ask(target)).headers).not.toHaveProperty('x-injected');
    },
  );
});

describe('the API', () => {
  test('answers problems as such', async () => {
    const { status, headers, text } = await console.ask('/api/runbooks/Nope');
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(text)).toMatchObject({ code: 'not_found', detail: 'There is no runbook for an alert Nope' });
  });

  test.each([
    ['GET', '/api/nope', 404, 'not_found'],
    ['GET', '/api', 404, 'not_found'],
    ['POST', '/api/alerts', 405, 'method_not_allowed'],
    ['DELETE', '/api/runbooks/X', 405, 'method_not_allowed'],
    ['PUT', '/', 405, 'method_not_allowed'],
    ['GET', '/api/traces/zzz', 400, 'malformed_request'],
    ['GET', '/api/traces?service=a&service=b', 400, 'malformed_request'],
    ['GET', '/api/logs?limit=x', 400, 'malformed_request'],
    ['GET', '/api/graph', 400, 'malformed_request'],
    ['GET', '/api/prometheus/query', 400, 'malformed_request'],
    ['GET', '/api/prometheus/label/a-b/values?match=up', 400, 'malformed_request'],
    ['GET', '/api/silences', 503, 'component_silent'],
    ['GET', '/api/runbooks/%zz', 400, 'malformed_request'],
  ])('%s %s: %d %s', async (method, target, status, code) => {
    const reply = await console.ask(target, { method });
    expect([reply.status, (JSON.parse(reply.text) as { code: string }).code]).toEqual([status, code]);
  });

  test('tells a query that is refused in the words of who refused it', async () => {
    component.reply('GET', '/api/v1/query', 400, { status: 'error', errorType: 'bad_data', error: 'parse error' });
    const { status, text } = await console.ask('/api/prometheus/query?query=up(');
    expect([status, JSON.parse(text)]).toMatchObject([422, { code: 'query_refused', detail: 'parse error' }]);
  });

  test('tells no credentials, not even where they are refused', async () => {
    component.reply('POST', '/firewatch-logs-*/_search', 401, 'unable to authenticate');
    const { status, text } = await console.ask('/api/logs');
    expect(status).toBe(503);
    expect(component.asked[0]?.authorization).toBe('Basic c2VjcmV0');
    expect(text).not.toContain('c2VjcmV0');
  });
});
