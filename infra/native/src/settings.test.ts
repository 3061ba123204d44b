import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureEnvLocal, readEnvFile } from './env-file';
import { resolvePaths } from './platform/paths';
import { parseSettings, readSettings } from './settings';
import { PORTS, SECRETS } from './variables';

const secrets = Object.fromEntries(Object.values(SECRETS).map(([variable]) => [variable, 'x'.repeat(32)]));

let root: string;
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'))));
afterEach(() => fs.rmSync(root, { recursive: true }));

const writeEnvLocal = (text: string) => fs.writeFileSync(path.join(root, '.env.local'), text);

describe('parseSettings', () => {
  test('needs the secrets only; everything else has a default', () => {
    const settings = parseSettings(secrets);
    expect(settings.ports.taskService).toBe(8080);
    expect(settings.ports.kafka3Jmx).toBe(7073);
    expect(settings.secrets.elasticWriterPassword).toBe('x'.repeat(32));
    expect(settings).toMatchObject({
      logLevel: 'info',
      trafficRate: 3,
      tracesExporter: 'otlp',
      tracesSamplerArg: 1,
      slackWebhookUrls: {},
      deadMansSwitchSeconds: 180,
      scrapeIntervalSeconds: 5,
      drillSpeed: 10,
    });
  });

  test('takes zero for a value, not for an absent one', () => {
    expect(parseSettings({ ...secrets, OTEL_TRACES_SAMPLER_ARG: '0' }).tracesSamplerArg).toBe(0);
  });

  test('has a webhook of Slack for those channels that are given one', () => {
    const url = 'https://hooks.slack.com/services/T0/B0/x';
    const { slackWebhookUrls } = parseSettings({ ...secrets, SLACK_WEBHOOK_URL_DEAD_MANS_SWITCH: url });
    expect(slackWebhookUrls).toEqual({ 'dead-mans-switch': url });
    expect(() => parseSettings({ ...secrets, SLACK_WEBHOOK_URL_CRITICAL: '#critical' })).toThrow(
      /SLACK_WEBHOOK_URL_CRITICAL is malformed: expected a URL/,
    );
  });

  test('no two ports have the same default', () => {
    const defaults = Object.values(PORTS).map(([, port]) => port);
    expect(new Set(defaults).size).toBe(defaults.length);
  });

  // From there on Linux gives ports to outgoing connections, and a component whose port has gone to one cannot start.
  test('every default port is below 32768', () => {
    expect(Object.values(PORTS).filter(([, port]) => port >= 32_768)).toEqual([]);
  });

  test('a port given twice is an error that names both variables', () => {
    expect(() => parseSettings({ ...secrets, REDIS_PORT: '8080' })).toThrow(
      /Port 8080 is given twice: by TASK_SERVICE_PORT and by REDIS_PORT/,
    );
  });

  test.each([
    ['REDIS_PORT', 'tcp://10.0.0.1:6379'],
    ['REDIS_PORT', '0'],
    ['REDIS_PORT', '65536'],
    ['REDIS_PORT', '0x18EB'],
    ['REDIS_PORT', ' 6379'],
    ['REDIS_PORT', '06379'],
    ['TRAFFIC_RATE', '3e0'],
    ['DEAD_MANS_SWITCH_SECONDS', '0'],
    ['SCRAPE_INTERVAL', '5'],
    ['DRILL_SPEED', '0'],
    ['DRILL_SPEED', '11'],
    ['DRILL_SPEED', 'fast'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.1'],
    ['OTEL_TRACES_EXPORTER', 'zipkin'],
    ['TRAFFIC_RATE', '0'],
  ])('%s=%s is refused by name', (variable, value) => {
    expect(() => parseSettings({ ...secrets, [variable]: value })).toThrow(variable);
  });

  test('a missing and a short secret are named, and the value is not told', () => {
    const attempt = () =>
      parseSettings({ ...secrets, JWT_SECRET: undefined, CONSUMER_DAPR_API_TOKEN: 'too-short-to-be-good' });
    expect(attempt).toThrow(/JWT_SECRET/);
    expect(attempt).toThrow(/CONSUMER_DAPR_API_TOKEN/);
    expect(attempt).not.toThrow(/too-short-to-be-good/);
  });
});

describe('readSettings', () => {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}`);

  test('reads .env.local; the process environment wins, an empty variable of it does not', () => {
    writeEnvLocal([...lines, 'REDIS_PORT=1234', 'POSTGRES_PORT=5000 # ours'].join('\n'));
    const settings = readSettings(root, { REDIS_PORT: '4321', POSTGRES_PORT: '', UNRELATED: 'x' });
    expect(settings.ports).toMatchObject({ redis: 4321, postgres: 5000 });
  });

  test('a variable that nothing reads is an error that names it', () => {
    writeEnvLocal([...lines, 'REDIS_PROT=1234'].join('\n'));
    expect(() => readSettings(root, {})).toThrow(/\.env\.local sets what nothing reads: REDIS_PROT/);
  });

  test('a line that is no assignment is an error that names the line', () => {
    writeEnvLocal('# fine\nREDIS_PORT 1234\n');
    expect(() => readSettings(root, {})).toThrow(/line 2/);
  });
});

test.each(['\ufeffREDIS_PORT=1234', 'REDIS_PORT=1234\r', 'REDIS_PORT=1234#', 'REDIS_PORT= 1234', 'REDIS_PORT="$PORT"'])(
  'what another reader would understand in another way is an error that names the line: %j',
  (line) => {
    writeEnvLocal(line);
    expect(() => readSettings(root, {})).toThrow(/\.env\.local, line 1 /);
  },
);

describe('ensureEnvLocal', () => {
  const file = () => path.join(root, '.env.local');

  test('makes the file with mode 0600 and secrets that differ, so that the settings can be read', () => {
    expect(ensureEnvLocal(resolvePaths(root))).toBe('created');
    expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
    const settings = readSettings(root, {});
    expect(new Set(Object.values(settings.secrets)).size).toBe(Object.keys(SECRETS).length);
  });

  test('changes nothing the second time', () => {
    ensureEnvLocal(resolvePaths(root));
    const before = fs.readFileSync(file(), 'utf8');
    expect(ensureEnvLocal(resolvePaths(root))).toBe('unchanged');
    expect(fs.readFileSync(file(), 'utf8')).toBe(before);
  });

  test.each(["JWT_SECRET=''", 'JWT_SECRET=""', '  export JWT_SECRET='])('completes %s where it stands', (empty) => {
    ensureEnvLocal(resolvePaths(root));
    writeEnvLocal(fs.readFileSync(file(), 'utf8').replace(/^JWT_SECRET=.*$/m, empty));
    const lines = fs.readFileSync(file(), 'utf8').split('\n');
    expect(ensureEnvLocal(resolvePaths(root))).toBe('completed');
    const completed = fs.readFileSync(file(), 'utf8').split('\n');
    expect(completed).toHaveLength(lines.length);
    expect(completed[lines.indexOf(empty)]).toMatch(/^JWT_SECRET=[0-9a-f]{48}$/);
  });

  test('completes a file that leaves a secret out or empty, and keeps the rest', () => {
    const given = Object.entries(secrets).filter(
      ([name]) => name !== 'JWT_SECRET' && name !== 'CONSUMER_DAPR_API_TOKEN',
    );
    writeEnvLocal(`# mine\nREDIS_PORT=1234\nJWT_SECRET=\n${given.map((pair) => pair.join('=')).join('\n')}`);
    expect(ensureEnvLocal(resolvePaths(root))).toBe('completed');
    const values = readEnvFile(file());
    expect(values).toMatchObject({ REDIS_PORT: '1234', POSTGRES_PASSWORD: 'x'.repeat(32) });
    expect(values.JWT_SECRET).toMatch(/^[0-9a-f]{48}$/);
    expect(values.CONSUMER_DAPR_API_TOKEN).toMatch(/^[0-9a-f]{48}$/);
    expect(fs.readFileSync(file(), 'utf8')).toContain('# mine');
  });
});
