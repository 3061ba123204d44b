import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { waitUntil } from '@firewatch/native';
import { listen, type HttpServer } from '../http/listen';
import { buildSlackReceiver } from './build-app';
import { Forwarder } from './forwarder';
import { MessageStore } from './message-store';

const AT = new Date('2026-11-24T02:00:00Z');
const TOKEN = 'the token of the test';
const ALERT = {
  username: 'Firewatch',
  attachments: [
    {
      color: 'danger',
      title: 'CRITICAL: ApiHighErrorRate',
      title_link: 'http://localhost:9093/#/alerts',
      text: '*Users get errors*\n<http://localhost:8088/runbooks/ApiHighErrorRate|Runbook> <b>',
      fields: [{ title: 'Share', value: '12 %', short: true }],
      footer: 'critical · team api',
      mrkdwn_in: ['text'],
    },
  ],
};

let folder: string;
let server: HttpServer;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slack-'));
  const store = new MessageStore(path.join(folder, 'messages.jsonl'), ['critical', 'warning']);
  server = await listen(
    buildSlackReceiver(store, new Forwarder(new Map()), TOKEN, () => AT),
    '127.0.0.1',
    0,
  );
});
afterAll(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true });
});

async function ask(target: string, body?: string): Promise<{ status: number; type: string; text: string }> {
  const init = body === undefined ? {} : { method: 'POST', body };
  const response = await fetch(`http://127.0.0.1:${server.port}${target}`, init);
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

test('takes a message as Slack does, and shows it as data and to people', async () => {
  expect(await ask('/services/critical', JSON.stringify(ALERT))).toMatchObject({ status: 200, text: 'ok' });

  const { text } = await ask('/channels/critical');
  expect(JSON.parse(text)).toEqual({
    name: 'critical',
    messages: [{ id: 1, channel: 'critical', receivedAt: AT.toISOString(), payload: ALERT }],
  });
  expect(JSON.parse((await ask('/channels')).text)).toEqual({
    channels: [
      { name: 'critical', messages: 1 },
      { name: 'warning', messages: 0 },
    ],
  });

  const page = await ask('/view/critical');
  expect(page.type).toContain('text/html');
  expect(page.text).toContain('border-left-color:#a30200');
  expect(page.text).toMatch(/href="http:\/\/localhost:9093\/#\/alerts"[^>]*><span class="title">CRITICAL: ApiHighErr/);
  expect(page.text).toMatch(
    /<b>Users get errors<\/b><br><a href="http:\/\/localhost:8088\/runbooks\/[^>]*>Runbook<\/a>/,
  );
  expect(page.text).toContain('<dt>Share</dt><dd>12 %</dd>');
  expect((await ask('/')).text).toBe(page.text);
});

test.each([
  ['/services/critical', 'not JSON', 400, 'invalid_payload'],
  ['/services/critical', '{}', 400, 'no_text'],
  ['/services/critical', `{"text":"${'x'.repeat(2_000_000)}"}`, 400, 'invalid_payload'],
  ['/services/elsewhere', '{"text":"x"}', 404, 'channel_not_found'],
])('refuses with the words of Slack: %s', async (target, body, status, error) => {
  const before = (await ask('/channels')).text;
  expect(await ask(target, body)).toMatchObject({
    status,
    text: error,
    type: expect.stringContaining('text/plain') as string,
  });
  expect((await ask('/channels')).text).toBe(before);
});

test('says that a channel is not there', async () => {
  expect((await ask('/channels/elsewhere')).status).toBe(404);
  expect((await ask('/view/elsewhere')).status).toBe(404);
});

test('is alive and ready, and counts', async () => {
  for (const target of ['/healthz', '/readyz']) expect((await ask(target)).status).toBe(200);
  await ask('/services/warning', '{}');
  const metrics = (await ask('/metrics')).text;
  expect(metrics).toMatch(/^slack_receiver_posts_total\{.*channel="warning".*\} 1/m);
  expect(metrics).toMatch(/^slack_receiver_messages\{.*channel="warning".*\} 0/m);
});

describe('the switch that makes a channel fail', () => {
  const turn = async (method: 'PUT' | 'DELETE', token: string, body?: object): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/admin/faults/slack-channel-failing`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.status;
  };
  const postTo = async (channel: string): Promise<number> =>
    (await ask(`/services/${channel}`, JSON.stringify(ALERT))).status;

  test('lets one channel fail as Slack does, and not the others, until it is off', async () => {
    expect(await turn('PUT', TOKEN, { channel: 'warning', seconds: 60 })).toBe(200);
    expect(await ask('/services/warning', JSON.stringify(ALERT))).toMatchObject({ status: 500, text: 'rollup_error' });
    expect(await postTo('critical')).toBe(200);
    expect((await ask('/metrics')).text).toMatch(/^fault_active\{.*fault="slack-channel-failing".*\} 1/m);
    expect(await turn('DELETE', TOKEN)).toBe(204);
    expect(await postTo('warning')).toBe(200);
    expect((await ask('/metrics')).text).toMatch(/^fault_active\{.*fault="slack-channel-failing".*\} 0/m);
  });

  test('goes off by itself', async () => {
    expect(await turn('PUT', TOKEN, { channel: 'warning', seconds: 1 })).toBe(200);
    expect(await postTo('warning')).toBe(500);
    expect(await waitUntil(async () => (await postTo('warning')) === 200, 4_000)).toBe(true);
  });

  test('is for the bearer of the token, and for channels that there are', async () => {
    expect(await turn('PUT', 'another', { channel: 'warning', seconds: 60 })).toBe(401);
    expect(await turn('DELETE', '')).toBe(401);
    expect(await turn('PUT', TOKEN, { channel: 'elsewhere', seconds: 60 })).toBe(400);
    expect(await turn('PUT', TOKEN, { channel: 'warning', seconds: 3_601 })).toBe(400);
    expect(await postTo('warning')).toBe(200);
  });
});
