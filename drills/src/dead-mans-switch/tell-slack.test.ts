import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listen, type HttpServer } from '../http/listen';
import { buildSlackReceiver } from '../slack-receiver/build-app';
import { Forwarder } from '../slack-receiver/forwarder';
import { MessageStore } from '../slack-receiver/message-store';
import { tellSlack } from './tell-slack';

let folder: string;
let store: MessageStore;
let server: HttpServer;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slack-'));
  store = new MessageStore(path.join(folder, 'messages.jsonl'), ['dead-mans-switch']);
  server = await listen(buildSlackReceiver(store, new Forwarder(new Map()), 'token'), '127.0.0.1', 0);
});
afterAll(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true });
});

test('Slack takes what it is told, after a silence of any length', async () => {
  const tell = tellSlack(`http://127.0.0.1:${server.port}/services/dead-mans-switch`);
  await fc.assert(fc.asyncProperty(fc.constantFrom('silent', 'back'), fc.double({ min: 0, noNaN: true }), tell), {
    numRuns: 50,
  });
  expect(store.messages('dead-mans-switch')).toHaveLength(50);
}, 20_000);

test('rejects where Slack refuses it', async () => {
  await expect(tellSlack(`http://127.0.0.1:${server.port}/services/elsewhere`)('silent', 1)).rejects.toThrow(
    'Slack answered 404: channel_not_found',
  );
});
