import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listen, type HttpServer } from '../http/listen';
import { buildSlackReceiver } from '../slack-receiver/build-app';
import { Forwarder } from '../slack-receiver/forwarder';
import { MessageStore } from '../slack-receiver/message-store';
import { buildDeadMansSwitch } from './build-app';
import { DeadMansSwitch } from './switch';
import { tellSlack } from './tell-slack';

let folder: string;
let store: MessageStore;
let slack: HttpServer;
let server: HttpServer;
let watch: DeadMansSwitch;
let now = 0;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switch-'));
  store = new MessageStore(path.join(folder, 'messages.jsonl'), ['dead-mans-switch']);
  slack = await listen(buildSlackReceiver(store, new Forwarder(new Map()), 'token'), '127.0.0.1', 0);
  const tell = tellSlack(`http://127.0.0.1:${slack.port}/services/dead-mans-switch`);
  watch = new DeadMansSwitch({ silenceMs: 1_000, now: () => now, tell });
  server = await listen(buildDeadMansSwitch(watch), '127.0.0.1', 0);
});
afterAll(async () => {
  await Promise.all([server.close(), slack.close()]);
  fs.rmSync(folder, { recursive: true });
});

const url = (target: string): string => `http://127.0.0.1:${server.port}${target}`;

async function post(body: unknown): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await fetch(url('/heartbeat'), { method: 'POST', body: text })).status;
}

const beat = (alertname: string, status = 'firing') => ({
  version: '4',
  status,
  alerts: [{ status, labels: { alertname }, annotations: {}, startsAt: '2026-11-24T02:00:00Z' }],
});

const titles = () => store.messages('dead-mans-switch').map(({ payload }) => payload.attachments?.[0]?.title);

test('posts to Slack when the heartbeat stops, and when it is back', async () => {
  now = 1_500;
  await watch.check();
  expect(titles()).toEqual(['SILENT: no heartbeat of the alert path']);
  expect(await (await fetch(url('/state'))).json()).toEqual({ state: 'silent', heartbeatAgeSeconds: 1.5 });

  expect(await post(beat('Watchdog'))).toBe(204);
  await watch.check();
  expect(titles()).toEqual(['SILENT: no heartbeat of the alert path', 'BACK: the heartbeat of the alert path']);
  expect(await (await fetch(url('/state'))).json()).toEqual({ state: 'back', heartbeatAgeSeconds: 0 });
});

test.each([
  ['another alert', beat('ApiHighErrorRate')],
  ['a Watchdog that is resolved', beat('Watchdog', 'resolved')],
  ['no alert', { alerts: [] }],
  ['no JSON', '{'],
])('takes %s for no heartbeat', async (_what, body) => {
  const age = watch.ageMs();
  now += 10;
  expect(await post(body)).toBe(400);
  expect(watch.ageMs()).toBe(age + 10);
});

test('counts its failures to tell', async () => {
  await expect(tellSlack(`http://127.0.0.1:${slack.port}/services/elsewhere`)('silent', 1)).rejects.toThrow(/404/);
  const metrics = await (await fetch(url('/metrics'))).text();
  expect(metrics).toMatch(/^dead_mans_switch_posts_total\{.*outcome="failed".*\} 1/m);
  expect(metrics).toMatch(/^dead_mans_switch_heartbeats_total\{.*outcome="ok".*\} 1/m);
});
