import { fakeSidecar, type FakeSidecar } from './fixtures/sidecar';
import { Publisher, type OutgoingMessage } from './publisher';

let sidecar: FakeSidecar;
afterEach(() => sidecar.close());

async function publisherWhenAnswered(status: number, body = '') {
  sidecar = await fakeSidecar((_request, response) => response.writeHead(status).end(body));
  return new Publisher(sidecar.client, 'pubsub');
}

const message = (id: string): OutgoingMessage => ({
  key: `key of ${id}`,
  event: {
    specversion: '1.0',
    id,
    source: 'urn:test',
    type: 'test',
    time: '2026-11-24T00:00:00.000Z',
    subject: 'nobody',
    datacontenttype: 'application/json',
    data: {},
  },
});

const AGAIN = { code: 'dependency_unavailable', retriable: true };

// With its configuration mended the sidecar takes the very same event: nothing is put aside for a 400, 403 or 404.
test.each([
  [500, '{"errorCode":"ERR_PUBSUB_PUBLISH_MESSAGE","message":"kafka: no brokers"}', 'kafka did not store the message'],
  [400, '{"errorCode":"ERR_PUBSUB_NOT_CONFIGURED"}', 'dapr is not available'],
  [403, '{"errorCode":"ERR_PUBSUB_FORBIDDEN"}', 'dapr is not available'],
  [404, '{"errorCode":"ERR_PUBSUB_NOT_FOUND"}', 'dapr is not available'],
])('what is answered with %i may not be stored: to be published again', async (status, body, said) => {
  const publisher = await publisherWhenAnswered(status, body);
  const again = { ...AGAIN, message: said, dependency: said.split(' ')[0] };
  await expect(publisher.publish('topic', message('1'))).rejects.toMatchObject(again);
  await expect(publisher.publishBulk('topic', [message('1')])).rejects.toMatchObject(again);
});

test('a bulk is one request, with a key for each', async () => {
  const publisher = await publisherWhenAnswered(204);
  await expect(publisher.publishBulk('topic', [message('1'), message('2')])).resolves.toEqual([]);
  const [request, ...others] = sidecar.requests;
  expect(others).toEqual([]);
  expect(request).toMatchObject({ method: 'POST', url: '/v1.0-alpha1/publish/bulk/pubsub/topic' });
  expect(JSON.parse(request?.body ?? '')).toEqual(
    ['1', '2'].map((id, index) => ({
      entryId: String(index),
      event: message(id).event,
      contentType: 'application/cloudevents+json',
      metadata: { partitionKey: `key of ${id}` },
    })),
  );
});

test('of a bulk those are told that failed, by the entry ids of the answer', async () => {
  const failedEntries = [{ entryId: '2', error: 'message was too large' }, { entryId: '0' }];
  const body = JSON.stringify({ failedEntries, errorCode: 'ERR_PUBSUB_PUBLISH_MESSAGE' });
  const publisher = await publisherWhenAnswered(500, body);
  await expect(publisher.publishBulk('topic', [message('1'), message('2'), message('3')])).resolves.toEqual([
    { message: message('3'), reason: 'message was too large' },
    { message: message('1'), reason: 'no reason given' },
  ]);
});

test.each([
  ['names no entry', { failedEntries: [] }],
  ['names an entry that was not sent', { failedEntries: [{ entryId: '7' }] }],
])('of a refusal that %s nothing is known', async (_what, body) => {
  const publisher = await publisherWhenAnswered(500, JSON.stringify(body));
  await expect(publisher.publishBulk('topic', [message('1')])).rejects.toMatchObject(AGAIN);
});

test('of nothing the sidecar is not asked', async () => {
  const publisher = await publisherWhenAnswered(500);
  await expect(publisher.publishBulk('topic', [])).resolves.toEqual([]);
  expect(sidecar.requests).toEqual([]);
});
