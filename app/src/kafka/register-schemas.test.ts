import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS, subjectOf } from '../events/topics';
import { registerSchemas } from './register-schemas';
import { registryStatus } from './schema-registry';

let server: Server;
let url: string;
/** What each subject has been given. */
let subjects: Record<string, { compatibility?: unknown; schema?: unknown }>;
/** Subjects of which the registry refuses the schema. */
let refused: Set<string>;

beforeEach(async () => {
  subjects = {};
  refused = new Set();
  server = createServer((request, response) => {
    void (async () => {
      const [, kind = '', subject = ''] = (request.url ?? '').split('/');
      const body = request.method === 'GET' ? {} : ((await json(request)) as Record<string, unknown>);
      const [status, answer] = answerTo(request.method ?? '', kind, subject, body);
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

/** A registry as Confluent's API has it, which takes everything that it is not told to refuse. */
function answerTo(method: string, kind: string, subject: string, body: Record<string, unknown>): [number, object] {
  if (kind === 'config' && method === 'GET') {
    const known = subjects[subject];
    return known ? [200, { compatibilityLevel: known.compatibility ?? 'NONE' }] : [404, { error_code: 40401 }];
  }
  const given = (subjects[subject] ??= {});
  if (kind === 'config') {
    given.compatibility = body['compatibility'];
    return [200, body];
  }
  if (refused.has(subject)) return [409, { error_code: 409, message: 'incompatible with an earlier schema' }];
  given.schema = JSON.parse(String(body['schema']));
  return [200, { id: Object.keys(subjects).length }];
}

test('each topic has its schema registered, and its subject takes from then on only what reads the one before', async () => {
  await registerSchemas(url);
  expect(subjects).toEqual(
    Object.fromEntries(
      EVENT_TOPIC_NAMES.map((topic) => [
        subjectOf(topic),
        { compatibility: 'BACKWARD', schema: EVENT_TOPICS[topic].schema },
      ]),
    ),
  );
});

test('a subject that has another compatibility is given ours: whoever set its schema may have ended before the rest', async () => {
  const [half, other] = [subjectOf('task.created'), subjectOf('task.updated')];
  subjects[half] = { schema: EVENT_TOPICS['task.created'].schema };
  subjects[other] = { compatibility: 'FORWARD', schema: EVENT_TOPICS['task.updated'].schema };
  await registerSchemas(url);
  expect(subjects[half]).toEqual({ compatibility: 'BACKWARD', schema: EVENT_TOPICS['task.created'].schema });
  expect(subjects[other]).toMatchObject({ compatibility: 'BACKWARD' });
});

test('a registry that is away is named with what it was asked', async () => {
  await expect(registerSchemas('http://127.0.0.1:1/registry')).rejects.toThrow(
    'GET http://127.0.0.1:1/registry/config/user.registered-value was not answered',
  );
});

test('a refusal is told with its status, so that nobody waits for it to pass', async () => {
  refused.add(subjectOf('task.updated'));
  const failure = await registerSchemas(url).catch((error: unknown) => error);
  expect(registryStatus(failure)).toBe(409);
});
