import { fakeSidecar, type FakeSidecar } from './fixtures/sidecar';
import { notificationRequests } from './notification-requests';
import { Publisher } from './publisher';
import { REQUEST } from '../notifications/fixtures/request';

let sidecar: FakeSidecar;
afterEach(() => sidecar.close());

async function requestsWhenAnswered(status: number, body = '') {
  sidecar = await fakeSidecar((_request, response) => response.writeHead(status).end(body));
  return notificationRequests(new Publisher(sidecar.client, 'pubsub'));
}

test('a request is a CloudEvent whose id is the notification’s, however often it is sent', async () => {
  const requests = await requestsWhenAnswered(204);
  await requests.send(REQUEST);
  await requests.send(REQUEST);
  const [first, second] = sidecar.requests;
  expect(first).toMatchObject({
    method: 'POST',
    url: `/v1.0/publish/pubsub/notification.requested?metadata.partitionKey=${REQUEST.userId}`,
  });
  expect(first?.headers['content-type']).toBe('application/cloudevents+json');
  expect(JSON.parse(first?.body ?? '')).toEqual({
    specversion: '1.0',
    id: REQUEST.notificationId,
    source: 'urn:firewatch:notifier',
    type: 'firewatch.notification.reminder',
    time: '2026-11-24T00:00:00.000Z',
    subject: REQUEST.userId,
    datacontenttype: 'application/json',
    data: { ...REQUEST, causedAt: '2026-11-24T00:00:00.000Z' },
  });
  expect(second?.body).toBe(first?.body);
});
