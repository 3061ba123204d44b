import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { resolvePaths, type Paths } from '../platform/paths';
import { makeStateFolders, writeFiles } from '../platform/write-files';
import { parseSettings, type Settings } from '../settings';
import { Supervisor, SupervisorError } from '../supervisor/client';
import { renderConfiguration } from '../supervisor/configuration';
import { findSupervisor, launchPrefix, startSupervisor, writeConfiguration } from '../supervisor/launch';
import { sweep } from '../system/sweep';
import { waitUntil } from '../system/wait-until';
import { PORTS, SECRETS } from '../variables';
import { ALERT_PATH, CLOCKED } from './alert-path';
import { ask } from './ask';
import { readRunningClock } from './running-clock';
import { setClock, type ClockOptions } from './set-clock';

// The real programs, on a machine that may be busy with the rest of the tests.
jest.setTimeout(180_000);

const project = resolvePaths();
const secrets = Object.values(SECRETS).map(([name]): [string, string] => [name, 'x'.repeat(32)]);
/** Nobody listens there: what is scraped besides Prometheus does not answer. */
const ports = Object.values(PORTS).map(([variable], index): [string, string] => [variable, String(21_000 + index)]);

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a platform that does not run is told of', async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'clock-'));
  const paths = resolvePaths(root);
  const settings = parseSettings(Object.fromEntries(secrets));
  await expect(setClock({ paths, settings, speed: 10 })).rejects.toThrow(SupervisorError);
  expect(readRunningClock(paths)).toBeUndefined();
  fs.rmSync(root, { recursive: true });
});

// On a machine where the platform was never set up there is nothing to start.
const programs = ['process-compose', 'prometheus', 'promtool', 'alertmanager', 'amtool'];
const isInstalled = programs.every((program) => fs.existsSync(path.join(project.bin, program)));

(isInstalled ? describe : describe.skip)('on an alert path of its own', () => {
  let root: string;
  let paths: Paths;
  let settings: Settings;
  let supervisor: Supervisor;
  let receiver: http.Server;
  /** Names of the alerts of each message, as they came. */
  const told: string[] = [];

  beforeAll(async () => {
    receiver = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const { status, groupLabels } = JSON.parse(body) as { status: string; groupLabels: { alertname: string } };
        told.push(`${groupLabels.alertname} ${status}`);
        response.end();
      });
    });
    await once(receiver.listen(0, '127.0.0.1'), 'listening');

    root = fs.mkdtempSync(path.join(os.tmpdir(), 'clock-'));
    paths = { ...resolvePaths(root), root: project.root, bin: project.bin };
    const own = { PROMETHEUS_PORT: String(await freePort()), ALERTMANAGER_PORT: String(await freePort()) };
    settings = parseSettings({ ...Object.fromEntries([...secrets, ...ports]), ...own });
    supervisor = new Supervisor(paths);
    const context = { paths, settings };
    makeStateFolders(paths);
    writeFiles(ALERT_PATH, context, undefined);
    // On their own: what Alertmanager waits for on the platform is not here.
    const processes = ALERT_PATH.components
      .flatMap((component) => component.processes(context))
      .map((spec) => ({ ...spec, dependsOn: {} }));
    writeConfiguration(paths, renderConfiguration(processes, paths, launchPrefix(paths, undefined)));
    await startSupervisor(paths);
    await Promise.all(CLOCKED.map((name) => supervisor.waitUntilReady(name)));
  });

  afterAll(async () => {
    const pid = findSupervisor(paths);
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
    await waitUntil(() => findSupervisor(paths) === undefined, 20_000);
    await sweep(paths.state);
    await new Promise((resolve) => receiver.close(resolve));
    fs.rmSync(root, { recursive: true });
  });

  const set = (options: Partial<ClockOptions> = {}) => setClock({ paths, settings, ...options });
  const pids = async () => Promise.all(CLOCKED.map(async (name) => (await supervisor.state(name)).pid));

  /** Alerts of the test's own, told to its receiver. `state` is what the recording rule records. */
  function writeAlerts(name: string, state: number): string {
    const folder = path.join(root, name);
    fs.mkdirSync(path.join(folder, 'rules'), { recursive: true });
    const rules = [
      // Before the recording rule: its first evaluation sees what was recorded last.
      { alert: 'State', expr: 'test:state > 0' },
      { record: 'test:state', expr: `vector(${state})` },
      { alert: 'Lasting', expr: 'vector(1)' },
    ];
    fs.writeFileSync(path.join(folder, 'rules/test.yml'), stringify({ groups: [{ name: 'test', rules }] }));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const waits = { group_wait: '1s', group_interval: '10s', repeat_interval: '4h' };
    const route = { receiver: 'test', group_by: ['alertname'], ...waits };
    const receivers = [{ name: 'test', webhook_configs: [{ url }] }];
    fs.writeFileSync(path.join(folder, 'alertmanager.yml'), stringify({ route, receivers }));
    return folder;
  }

  async function flag(name: string): Promise<string | undefined> {
    const schema = z.object({ data: z.record(z.string(), z.string()) });
    return (await ask(settings.ports.prometheus, '/api/v1/status/flags', schema))?.data[name];
  }

  async function loadedInterval(): Promise<string | undefined> {
    const schema = z.object({ data: z.object({ yaml: z.string() }) });
    const answer = await ask(settings.ports.prometheus, '/api/v1/status/config', schema);
    return /^ {2}scrape_interval: (\S+)$/m.exec(answer?.data.yaml ?? '')?.[1];
  }

  test('both processes work by the clock that was set; set once more, it changes nothing', async () => {
    await set({ speed: 10 });
    expect(readRunningClock(paths)).toEqual({ speed: 10 });
    expect(await loadedInterval()).toBe('1s500ms');
    expect(await flag('query.lookback-delta')).toBe('30s');
    expect(await flag('web.external-url')).toBe(`http://localhost:${settings.ports.console}`);
    const before = await pids();
    await set({ speed: 10 });
    expect(await pids()).toEqual(before);

    await set();
    expect(readRunningClock(paths)).toEqual({ speed: null });
    expect(await loadedInterval()).toBe('5s');
    expect(await flag('query.lookback-delta')).toBe('5m');
    const now = await pids();
    for (const pid of now) expect(before).not.toContain(pid);
  });

  test('what is refused changes nothing that runs', async () => {
    const alerts = writeAlerts('refused', 0);
    fs.appendFileSync(path.join(alerts, 'rules/test.yml'), '      - {alert: Broken, expr: "rate(up[5m]"}\n');
    const before = { pids: await pids(), clock: readRunningClock(paths) };
    await expect(set({ speed: 10, alerts })).rejects.toMatchObject({ name: 'ClockError', part: 'rule' });
    await expect(set({ speed: 11 })).rejects.toMatchObject({ name: 'ClockError', part: 'platform' });
    expect({ pids: await pids(), clock: readRunningClock(paths) }).toEqual(before);
  });

  test('of two at once one is refused, and the other is what is set', async () => {
    const speeds = [8, 10];
    const outcomes = await Promise.allSettled(speeds.map((speed) => set({ speed })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const reason = { message: expect.stringMatching(/The clock is being set already, by pid/) as string };
    expect(outcomes[1 - won]).toMatchObject({ reason });
    expect(readRunningClock(paths)).toEqual({ speed: speeds[won] });
  });

  test('whoever is told to stop waiting leaves both processes running', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const onProgress = (line: string) => line.startsWith('Starting') && abort.abort(reason);
    await expect(set({ speed: 5, signal: abort.signal, onProgress })).rejects.toBe(reason);
    for (const name of CLOCKED) expect(await supervisor.state(name)).toMatchObject({ running: true });
  });

  test('the values of the old clock make no message, and what lasts is told again', async () => {
    const tellsSince = async (from: number, ...wanted: string[]) => {
      await waitUntil(() => wanted.every((one) => told.slice(from).includes(one)), 60_000);
      expect(told.slice(from)).toEqual(expect.arrayContaining(wanted));
    };
    await set({ speed: 10, alerts: writeAlerts('true', 1) });
    await tellsSince(0, 'State firing', 'Lasting firing');

    const from = told.length;
    await set({ speed: 8, alerts: writeAlerts('false', 0) });
    await tellsSince(from, 'Lasting firing');
    expect(told.slice(from)).not.toContain('State firing');
    const schema = z.array(z.object({ labels: z.record(z.string(), z.string()) }));
    const alerts = await ask(settings.ports.alertmanager, '/api/v2/alerts', schema);
    expect(alerts?.map(({ labels }) => labels['alertname'])).toEqual(['Lasting']);
  });

  test('a rule that fails when it is evaluated is named', async () => {
    const alerts = writeAlerts('failing', 0);
    const expr = 'up * on () group_left () up';
    const groups = [{ name: 'test', rules: [{ alert: 'ManyToMany', expr }] }];
    fs.writeFileSync(path.join(alerts, 'rules/test.yml'), stringify({ groups }));
    const failure = { name: 'ClockError', part: 'rule', message: expect.stringContaining('ManyToMany') as string };
    await expect(set({ speed: 10, alerts })).rejects.toMatchObject(failure);
    for (const name of CLOCKED) expect(await supervisor.state(name)).toMatchObject({ running: true });
  });

  test('rules of another folder are gone when the clock is set back', async () => {
    await set();
    const rendered = fs.readdirSync(path.join(paths.config, 'prometheus/rules'));
    expect(rendered).toContain('watchdog.yml');
    expect(rendered).not.toContain('test.yml');
  });
});
