import { renderMetrics } from '@firewatch/telemetry';
import { Component } from './component-of-test';
import { ConsoleOfTest, TOKEN } from './console-of-test';

const alertmanager = new Component();
const console = new ConsoleOfTest();
beforeAll(async () => {
  await alertmanager.start();
  await console.start({ alertmanager: alertmanager.as('alertmanager') });
});
afterAll(async () => {
  await console.stop();
  alertmanager.stop();
});
beforeEach(() => {
  alertmanager.forget();
  alertmanager.reply('POST', '/api/v2/silences', 200, { silenceID: 'new' });
});

const SILENCE = JSON.stringify({
  matchers: [{ name: 'alertname', value: 'X', isEqual: true, isRegex: false }],
  minutes: 5,
  author: 'me',
  comment: 'why',
});

const change = (headers: Readonly<Record<string, string>>, body = SILENCE) =>
  console.ask('/api/silences', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

const codeOf = ({ text }: { readonly text: string }) => (JSON.parse(text) as { code: string }).code;

async function refusals(reason: string): Promise<number> {
  const { body } = await renderMetrics();
  return Number(new RegExp(`console_refusals_total\\{reason="${reason}"\\} (\\d+)`).exec(body)?.[1] ?? 0);
}

describe('the host', () => {
  test.each(['localhost', '127.0.0.1'])('%s at its port is this machine', async (name) => {
    expect((await console.ask('/readyz', { headers: { host: `${name}:${console.port}` } })).status).toBe(200);
  });

  test.each([
    ['another name that points here', () => `attacker.example:${console.port}`],
    ['another name that begins like it', () => `localhost.attacker.example:${console.port}`],
    ['a name that ends like it', () => `notlocalhost:${console.port}`],
    ['no port', () => 'localhost'],
    ['another port', () => `localhost:${console.port + 1}`],
    ['user and name', () => `localhost:${console.port}@attacker.example`],
  ])('%s is refused everywhere', async (_what, host) => {
    const before = await refusals('foreign_host');
    for (const target of ['/', '/api/alerts', '/metrics', '/healthz', '/assets/x.js', '/nope']) {
      const reply = await console.ask(target, { headers: { host: host() } });
      expect([reply.status, codeOf(reply)]).toEqual([403, 'foreign_host']);
    }
    expect(await refusals('foreign_host')).toBe(before + 6);
  });
});

describe('in a container', () => {
  const published = new ConsoleOfTest();
  beforeAll(() => published.start({}, undefined, { port: () => 18_088, internalHost: 'console:8088' }));
  afterAll(() => published.stop());

  const status = async (host: string) => (await published.ask('/readyz', { headers: { host } })).status;

  test('this machine finds it at the published port', async () => {
    expect(await status('localhost:18088')).toBe(200);
    expect(await status(`localhost:${published.port}`)).toBe(403);
  });

  test("other containers find it by its container's name", async () => {
    expect(await status('console:8088')).toBe(200);
    expect(await status('console:18088')).toBe(403);
    expect(await status('prometheus:8088')).toBe(403);
  });
});

describe('a change', () => {
  test('by its own pages, with the token, is done', async () => {
    const reply = await change(console.permission);
    expect([reply.status, reply.text]).toEqual([201, '{"id":"new"}']);
  });

  test('by its own pages under its other name, too', async () => {
    expect((await change({ ...console.permission, origin: `http://127.0.0.1:${console.port}` })).status).toBe(201);
  });

  test.each([
    ['no origin', () => undefined],
    ['the origin null', () => 'null'],
    ['a foreign origin', () => 'https://attacker.example'],
    ['an origin that begins like it', () => `http://localhost:${console.port}.attacker.example`],
    ['the origin of another port', () => `http://localhost:${console.port + 1}`],
    ['the origin with https', () => `https://localhost:${console.port}`],
    ['an origin with a path', () => `http://localhost:${console.port}/`],
  ])('with %s is refused, whatever the token', async (_what, origin) => {
    const before = await refusals('foreign_origin');
    const given = origin();
    const reply = await change({ authorization: `Bearer ${TOKEN}`, ...(given !== undefined && { origin: given }) });
    expect([reply.status, codeOf(reply)]).toEqual([403, 'foreign_origin']);
    expect(await refusals('foreign_origin')).toBe(before + 1);
    expect(alertmanager.asked).toEqual([]);
  });

  test.each([
    ['no token', undefined, 'token_needed'],
    ['an empty one', 'Bearer ', 'token_needed'],
    ['a token by another scheme', `Basic ${TOKEN}`, 'token_needed'],
    ['the bare token', TOKEN, 'token_needed'],
    ['another token', `Bearer ${'x'.repeat(TOKEN.length)}`, 'token_wrong'],
    ['the beginning of the token', `Bearer ${TOKEN.slice(0, -1)}`, 'token_wrong'],
    ['the token and more', `Bearer ${TOKEN}x`, 'token_wrong'],
    ['a very long token', `Bearer ${'x'.repeat(8_000)}`, 'token_wrong'],
    ['the token in capitals', `Bearer ${TOKEN.toUpperCase()}`, 'token_wrong'],
  ])('with %s is refused', async (_what, authorization, code) => {
    const before = await refusals(code);
    const { origin = '' } = console.permission;
    const reply = await change({ origin, ...(authorization !== undefined && { authorization }) });
    expect([reply.status, codeOf(reply)]).toEqual([401, code]);
    expect(reply.text).not.toContain(TOKEN);
    expect(await refusals(code)).toBe(before + 1);
    expect(alertmanager.asked).toEqual([]);
  });

  test('by a form of another site is refused: it has neither origin nor token', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const headers = { 'content-type': type, origin: 'https://attacker.example' };
      expect(codeOf(await change(headers, `token=${TOKEN}&minutes=5`))).toBe('foreign_origin');
    }
    expect(alertmanager.asked).toEqual([]);
  });

  test('by a form of its own pages is not read: only JSON is', async () => {
    const reply = await change({ ...console.permission, 'content-type': 'text/plain' });
    expect([reply.status, codeOf(reply)]).toEqual([400, 'malformed_request']);
    expect(alertmanager.asked).toEqual([]);
  });

  test.each([
    ['POST', '/api/silences'],
    ['DELETE', '/api/silences/3f0c1d2e-4b5a-4c6d-8e7f-0123456789ab'],
    ['POST', '/api/drills/quiet/runs'],
    ['POST', '/api/drills/runs/r1/abort'],
  ])('%s %s asks for both', async (method, target) => {
    expect(codeOf(await console.ask(target, { method }))).toBe('foreign_origin');
    const { origin = '' } = console.permission;
    expect(codeOf(await console.ask(target, { method, headers: { origin } }))).toBe('token_needed');
  });
});
