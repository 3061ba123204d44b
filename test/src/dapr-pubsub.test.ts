import { randomUUID } from 'node:crypto';
import { daprClient } from '@firewatch/app/build/dapr/client';
import { Publisher, type OutgoingMessage } from '@firewatch/app/build/dapr/publisher';
import { DeliveryApp, type EntryAnswer } from './platform/delivery-app';
import { eventually } from './platform/eventually';
import { waitUntilAllReady } from './platform/processes';
import { PUBSUB, replaced, ScratchPubsub, type Declared, type PubsubOptions } from './platform/scratch-pubsub';
import type { ScratchSidecar } from './platform/scratch-sidecar';

/** What is pinned here is Dapr 1.16's behaviour behind our declarations; ADR 0020 says what follows from it. */

const RETRIES = 3;

let app: DeliveryApp;
let pubsub: ScratchPubsub | undefined;
const sidecars: ScratchSidecar[] = [];

beforeAll(() => waitUntilAllReady());
beforeEach(async () => {
  app = await DeliveryApp.start();
});
afterEach(async () => {
  await app.close();
  for (const sidecar of sidecars.splice(0)) await sidecar.kill();
  await pubsub?.remove();
  pubsub = undefined;
});

/** A subscription whose bulks are of just that many, as long as so many are there. */
const inBulksOf = (size: number, document: string): string =>
  replaced(
    replaced(document, /maxMessagesCount: \d+/, `maxMessagesCount: ${size}`),
    /maxAwaitDurationMs: \d+/,
    'maxAwaitDurationMs: 2000',
  );

/** The policy with few retries, and soon. */
const impatient = (document: string): string =>
  replaced(
    document,
    /policy: exponential[^]*maxRetries: \d+/,
    `policy: constant\n        duration: 200ms\n        maxRetries: ${RETRIES}`,
  );

const changed =
  (size: number, more: (declared: Declared) => Partial<Declared> = () => ({})) =>
  (declared: Declared): Partial<Declared> => {
    const bulk = { ...declared, subscription: inBulksOf(size, declared.subscription) };
    return { ...bulk, ...more(bulk) };
  };

async function create(options: PubsubOptions = {}): Promise<ScratchPubsub> {
  pubsub = await ScratchPubsub.create(options);
  return pubsub;
}

async function subscribe(): Promise<ScratchSidecar> {
  if (pubsub === undefined) throw new Error('there is nothing to subscribe to');
  const sidecar = await pubsub.sidecar(app.port);
  sidecars.push(sidecar);
  return sidecar;
}

const event = (id: string, type = 'firewatch.notification.assignment') => ({
  specversion: '1.0' as const,
  id,
  source: 'urn:firewatch:test',
  type,
  time: new Date().toISOString(),
  subject: 'a test',
  datacontenttype: 'application/json' as const,
  data: {},
});

const stored = (id: string, type?: string): string => JSON.stringify(event(id, type));

const idsOf = (values: readonly string[]): string[] => values.map((value) => (JSON.parse(value) as { id: string }).id);

const ids = () => app.deliveries.map((delivery) => delivery.ids);

describe('routing', () => {
  it('is by the type of the event, and what is of no type that we know has a route as well', async () => {
    await create();
    const sidecar = await subscribe();
    const publisher = new Publisher(daprClient({ ...sidecar.settings, timeoutMs: 10_000 }), PUBSUB);
    const paths = {
      'firewatch.notification.assignment': '/internal/notifications/assignment',
      'firewatch.notification.reminder': '/internal/notifications/reminder',
      'firewatch.notification.requested': '/internal/notifications',
      'firewatch.other': '/internal/notifications',
    };
    const messages = Object.keys(paths).map((type): OutgoingMessage => ({ key: 'a', event: event(type, type) }));
    expect(await publisher.publishBulk(pubsub?.topic ?? '', messages)).toEqual([]);
    await eventually(() => {
      const seen = app.deliveries.flatMap((delivery) => delivery.ids.map((id) => [id, delivery.path] as const));
      expect(Object.fromEntries(seen)).toEqual(paths);
    });
  });
});

describe('a bulk', () => {
  it('of which one message fails comes again with that one alone', async () => {
    const scratch = await create({ change: changed(4) });
    app.answer = (id, times) => (id === '2' && times < 3 ? 'RETRY' : 'SUCCESS');
    await scratch.store(['1', '2', '3', '4'].map((id) => stored(id)));
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(ids()).toEqual([['1', '2', '3', '4'], ['2'], ['2']]);
  });

  it('that holds what is no CloudEvent puts it aside, as it is, and holds nothing up', async () => {
    const scratch = await create({ change: changed(5) });
    const others = ['no JSON', '"text"', JSON.stringify({ id: '3', data: {} })];
    await scratch.store([stored('1'), ...others, stored('2')]);
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(ids()).toEqual([['1', '2']]);
    expect((await scratch.deadLetters()).toSorted()).toEqual(others.toSorted());
  });

  it('whose message fails to the last of its retries has it put aside, and the next are brought', async () => {
    const policy = ({ policy }: Declared) => ({ policy: impatient(policy) });
    const scratch = await create({ change: changed(2, policy) });
    app.answer = (id) => (id === '1' ? 'RETRY' : 'SUCCESS');
    await scratch.store(['1', '2', '3', '4'].map((id) => stored(id)));
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(ids()).toEqual([['1', '2'], ...Array.from({ length: RETRIES }, () => ['1']), ['3', '4']]);
    expect(idsOf(await scratch.deadLetters())).toEqual(['1']);
  });

  it('is brought again by who comes next when its sidecar ends without an answer', async () => {
    const scratch = await create({ change: changed(2) });
    const held = Promise.withResolvers<EntryAnswer>();
    app.answer = () => held.promise;
    await scratch.store(['1', '2', '3', '4'].map((id) => stored(id)));
    const first = await subscribe();
    await eventually(() => expect(ids()).toEqual([['1', '2']]));
    await first.kill();
    held.resolve('SUCCESS');
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(ids()).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });
});

describe('without', () => {
  it('a policy, a message is put aside that failed once', async () => {
    const scratch = await create({ change: changed(2, () => ({ policy: '' })) });
    app.answer = () => 'RETRY';
    await scratch.store(['1', '2'].map((id) => stored(id)));
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(ids()).toEqual([['1', '2']]);
    expect(idsOf(await scratch.deadLetters()).toSorted()).toEqual(['1', '2']);
  });

  // components-contrib#2223.
  it('a dead-letter topic, one that fails comes for ever, and with it those of its bulk that did not', async () => {
    const change = changed(2, ({ subscription }) => ({
      policy: '',
      subscription: replaced(subscription, /deadLetterTopic: .*/, ''),
    }));
    const scratch = await create({ change });
    app.answer = (id) => (id === '1' ? 'RETRY' : 'SUCCESS');
    await scratch.store(['1', '2', '3', '4'].map((id) => stored(id)));
    await subscribe();
    // Every five seconds, by the component's own default.
    await eventually(() => expect(app.timesOf('1')).toBeGreaterThanOrEqual(4));
    expect(app.timesOf('2')).toBeGreaterThanOrEqual(4);
    expect(app.timesOf('3')).toBe(0);
    expect(await scratch.lag()).toBe(4);
  });
});

/** When one of these fails after an upgrade of Dapr, a trap is gone: then our code may do without the care that it takes. */
describe('traps', () => {
  it('what is answered with 404 is lost, dead-letter topic or not', async () => {
    const scratch = await create({ change: changed(2) });
    app.status = 404;
    await scratch.store(['1', '2'].map((id) => stored(id)));
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(ids()).toEqual([['1', '2']]);
    expect(await scratch.deadLetters()).toEqual([]);
  });

  // Dapr looks for the entry among those of its route by its place among those of all routes.
  it('DROP in a bulk of two routes puts another message aside than the one that is dropped', async () => {
    const scratch = await create({ change: changed(3) });
    app.answer = (id) => (id === 'dropped' ? 'DROP' : 'SUCCESS');
    await scratch.store([
      stored('another route', 'firewatch.notification.reminder'),
      stored('dropped'),
      stored('done'),
    ]);
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(idsOf(await scratch.deadLetters())).toEqual(['done']);
  });

  it('DROP when others of the bulk are done before ends the sidecar', async () => {
    const scratch = await create({ change: changed(2) });
    app.answer = (id, times) => (id === 'done' ? 'SUCCESS' : times === 1 ? 'RETRY' : 'DROP');
    await scratch.store([stored('done'), stored('dropped')]);
    const sidecar = await subscribe();
    await eventually(() => expect(sidecar.log).toContain('panic: runtime error: index out of range [1] with length 1'));
    app.answer = () => 'SUCCESS';
    await subscribe();
    await eventually(async () => expect(await scratch.lag()).toBe(0));
    expect(app.timesOf('done')).toBe(2);
  });

  // So the dead-letter desk calls it undecodable, and does not replay it unless it is forced.
  it('an event whose traceparent is no text ends the sidecar, and the next one', async () => {
    const scratch = await create({ change: changed(2) });
    await scratch.store([stored('1'), JSON.stringify({ ...event('2'), traceparent: 7 })]);
    for (const sidecar of [await subscribe(), await subscribe()]) {
      await eventually(() => expect(sidecar.log).toContain('panic: interface conversion'));
    }
    expect(ids()).toEqual([]);
  });
});

describe('bulk publishing', () => {
  it('tells which messages the broker did not take; the SDK’s own says that all are stored', async () => {
    const { topic } = await create({ partitions: 6, topicConfig: { 'max.message.bytes': '2000' } });
    const sidecar = await subscribe();
    const client = daprClient({ ...sidecar.settings, timeoutMs: 20_000 });
    const large = { ...event('large'), data: { text: randomUUID().repeat(100) } };
    const small = event('small');
    // In partitions of their own: a broker takes or refuses what comes for one partition as a whole.
    const messages = [large, small].map((each): OutgoingMessage => ({ key: each.id, event: each }));
    const failed = await new Publisher(client, PUBSUB).publishBulk(topic, messages);
    expect(failed).toEqual([{ message: messages[0], reason: expect.stringMatching(/too large/i) as string }]);
    await eventually(() => expect(ids()).toEqual([['small']]));

    // The trap: the SDK looks for `entryID` where Dapr answers `entryId`.
    expect(await client.pubsub.publishBulk(PUBSUB, topic, [{ event: large }])).toEqual({ failedMessages: [] });
  });
});
