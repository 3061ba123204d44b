import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS } from '../events/topics';
import { eventDecoder } from './event-decoder';
import { eventEncoder } from './event-encoder';
import { schemaRegistry } from './schema-registry';
import { writerSchemas } from './writer-schemas';

// The registry's client against Confluent's API, of which the two answers that encoding needs are here.

const DELETED = {
  taskId: '11111111-1111-4111-8111-111111111111',
  ownerId: '22222222-2222-4222-8222-222222222222',
  occurredAt: 1_795_487_000_123,
};

let server: Server;
let url: string;
let isDown: boolean;
let asked: string[];

beforeEach(async () => {
  isDown = false;
  asked = [];
  server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const [status, answer] = isDown ? [503, {}] : answerTo(request.url ?? '', body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Gives each topic's schema its place in the list as id; a subject that is not registered is 404. */
function answerTo(path: string, body: string): [status: number, answer: object] {
  const subject = /^\/subjects\/(.+)-value$/.exec(path)?.[1];
  if (subject !== undefined) {
    const id = EVENT_TOPIC_NAMES.findIndex((name) => name === subject) + 1;
    const { schema } = JSON.parse(body) as { schema: string };
    const declared = JSON.stringify(EVENT_TOPICS[EVENT_TOPIC_NAMES[id - 1] ?? 'task.created'].schema);
    return schema === declared
      ? [200, { subject, id, version: 1, schema }]
      : [404, { error_code: 40403, message: schema }];
  }
  const topic = EVENT_TOPIC_NAMES[Number(/^\/schemas\/ids\/(\d+)$/.exec(path)?.[1]) - 1];
  return topic === undefined
    ? [404, { error_code: 40403 }]
    : [200, { schema: JSON.stringify(EVENT_TOPICS[topic].schema) }];
}

test('what is encoded is in the wire format, under the id that the registry gave, and is decoded to the same', async () => {
  const encoded = await eventEncoder(schemaRegistry(url)).encode('task.deleted', DELETED);
  expect([encoded[0], encoded.readUInt32BE(1)]).toEqual([0, EVENT_TOPIC_NAMES.indexOf('task.deleted') + 1]);
  expect({ ...(await eventDecoder(writerSchemas(url)).decode('task.deleted', encoded)) }).toEqual(DELETED);
});

test('once warmed up it needs the registry no more', async () => {
  const encoder = eventEncoder(schemaRegistry(url));
  await encoder.warmUp();
  expect(asked).toHaveLength(2 * EVENT_TOPIC_NAMES.length);
  isDown = true;
  await encoder.warmUp();
  await encoder.encode('task.deleted', DELETED);
  expect(asked).toHaveLength(2 * EVENT_TOPIC_NAMES.length);
});

test('with the registry away an event waits, and goes out when it is back', async () => {
  const encoder = eventEncoder(schemaRegistry(url));
  isDown = true;
  const away = { code: 'dependency_unavailable', dependency: 'schema-registry', retriable: true };
  await expect(encoder.warmUp()).rejects.toMatchObject(away);
  await expect(encoder.encode('task.deleted', DELETED)).rejects.toMatchObject(away);
  isDown = false;
  await expect(encoder.encode('task.deleted', DELETED)).resolves.toBeInstanceOf(Buffer);
});

test('a payload that does not fit is never tried again, and its field is named', async () => {
  const encoder = eventEncoder(schemaRegistry(url));
  await expect(encoder.encode('task.deleted', { ...DELETED, ownerId: 5 })).rejects.toMatchObject({
    code: 'unencodable_event',
    retriable: false,
    message: expect.stringContaining('ownerId') as string,
  });
  await expect(encoder.encode('task.deleted', { taskId: 'task' })).rejects.toMatchObject({ code: 'unencodable_event' });
});

test.each(['dead-letter', 'toString', 'task.renamed'])('%s is no topic of events', async (topic) => {
  await expect(eventEncoder(schemaRegistry(url)).encode(topic, DELETED)).rejects.toMatchObject({
    code: 'unencodable_event',
    message: `${topic} is not a declared event topic`,
  });
  expect(asked).toEqual([]);
});
