import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { renderMetrics } from '@firewatch/telemetry';
import { Forwarder } from './forwarder';

let slack: Server;
let bodies: string[] = [];
let answers: number[] = [];
let waited: number[] = [];

beforeAll(async () => {
  slack = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(answers.shift() ?? 200).end('an answer');
    });
  }).listen(0, '127.0.0.1');
  await once(slack, 'listening');
});
afterAll(() => slack.close());
beforeEach(() => {
  bodies = [];
  answers = [];
  waited = [];
});

function makeForwarder(channel: string): Forwarder {
  const url = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/secret`;
  return new Forwarder(new Map([[channel, url]]), (milliseconds) => {
    waited.push(milliseconds);
    return Promise.resolve();
  });
}

async function counted(channel: string): Promise<string[]> {
  const { body } = await renderMetrics();
  const line = new RegExp(`^slack_receiver_forwards_total\\{channel="${channel}",outcome="(\\w+)"\\} (\\d+)`, 'gm');
  return [...body.matchAll(line)].map(([, outcome = '', count = '']) => `${outcome} ${count}`);
}

test('posts the same, in order, to the channel that has a URL', async () => {
  const forwarder = makeForwarder('critical');
  for (const text of ['one', 'two', 'three']) forwarder.forward('critical', { text });
  forwarder.forward('warning', { text: 'elsewhere' });
  await forwarder.settled();
  expect(bodies).toEqual(['{"text":"one"}', '{"text":"two"}', '{"text":"three"}']);
  expect(await counted('critical')).toEqual(['ok 3']);
});

test('tries again while Slack is busy or broken', async () => {
  const forwarder = makeForwarder('busy');
  answers = [429, 503];
  forwarder.forward('busy', { text: 'one' });
  await forwarder.settled();
  expect(bodies).toHaveLength(3);
  expect(waited).toEqual([1_000, 5_000]);
  expect(await counted('busy')).toEqual(['ok 1']);
});

test('gives up after four attempts, and goes on with the next message', async () => {
  const forwarder = makeForwarder('broken');
  answers = [500, 500, 500, 500];
  forwarder.forward('broken', { text: 'one' });
  forwarder.forward('broken', { text: 'two' });
  await forwarder.settled();
  expect(bodies).toHaveLength(5);
  expect((await counted('broken')).sort()).toEqual(['failed 1', 'ok 1']);
});

test('does not repeat what Slack refuses', async () => {
  const forwarder = makeForwarder('refused');
  answers = [403];
  forwarder.forward('refused', { text: 'one' });
  await forwarder.settled();
  expect(bodies).toHaveLength(1);
  expect(await counted('refused')).toEqual(['failed 1']);
});

test('keeps no more than 100 waiting', async () => {
  const forwarder = makeForwarder('many');
  for (let index = 0; index < 103; index += 1) forwarder.forward('many', { text: `${index}` });
  await forwarder.settled();
  expect(bodies).toHaveLength(100);
  expect((await counted('many')).sort()).toEqual(['dropped 3', 'ok 100']);
});
