import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryApp, type EntryAnswer } from './platform/delivery-app';
import { eventually } from './platform/eventually';
import { waitUntilAllReady } from './platform/processes';
import { ScratchPubsub } from './platform/scratch-pubsub';
import type { ScratchSidecar } from './platform/scratch-sidecar';

/**
 * Two sidecars of one consumer group, as by two instances of the consumer, under load: components-contrib#3849 (messages were lost while
 * they were retried in a rebalance) and #4362 (messages come again after one).
 */

const PARTITIONS = 6;
/** By the platform's subscription. */
const BULK = 10;
const LOAD = { messages: 6, everyMs: 100 };
const RETURN_MS = 60_000;

let pubsub: ScratchPubsub;
/** One for each sidecar, to tell them apart. */
let apps: readonly [DeliveryApp, DeliveryApp];
const sidecars: ScratchSidecar[] = [];

beforeAll(() => waitUntilAllReady());
beforeEach(async () => {
  pubsub = await ScratchPubsub.create({ partitions: PARTITIONS });
  apps = [await DeliveryApp.start(), await DeliveryApp.start()];
});
afterEach(async () => {
  for (const app of apps) await app.close();
  for (const sidecar of sidecars.splice(0)) await sidecar.kill();
  await pubsub.remove();
});

async function subscribe(app: DeliveryApp): Promise<ScratchSidecar> {
  const sidecar = await pubsub.sidecar(app.port);
  sidecars.push(sidecar);
  return sidecar;
}

/** Messages in all partitions, stored one batch after another until it is stopped. */
class Stream {
  readonly ids: string[] = [];
  private readonly stopping = new AbortController();
  private readonly running = this.run();

  /** Resolves when the last batch is stored. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let partition = 0; !this.stopping.signal.aborted; partition = (partition + 1) % PARTITIONS) {
      const events = Array.from({ length: LOAD.messages }, () => ({
        specversion: '1.0',
        id: randomUUID(),
        source: 'urn:firewatch:test',
        type: 'firewatch.notification.assignment',
        data: {},
      }));
      await pubsub.store(
        events.map((event) => JSON.stringify(event)),
        partition,
      );
      this.ids.push(...events.map(({ id }) => id));
      await delay(LOAD.everyMs);
    }
  }
}

/** Resolves when an app was brought something that it was not brought before this was called. */
async function untilBroughtMore(app: DeliveryApp, timeout = RETURN_MS): Promise<void> {
  const before = app.deliveries.length;
  await eventually(() => expect(app.deliveries.length).toBeGreaterThan(before + 5), { timeout });
}

describe.each([
  ['in order', (sidecar: ScratchSidecar) => sidecar.stop()],
  ['by kill -9', (sidecar: ScratchSidecar) => sidecar.kill()],
])('while one joins, and ends %s', (_how, end) => {
  it(
    'nothing is lost, nothing is put aside, and no more comes again than was in hand or not yet committed',
    async () => {
      const done = new Map<string, number>();
      // Some fail at first, so that every rebalance finds messages that are being retried.
      const answer = (id: string): EntryAnswer => {
        const fails = id.startsWith('0') && !done.has(id);
        done.set(id, (done.get(id) ?? 0) + (fails ? 0 : 1));
        return fails ? 'RETRY' : 'SUCCESS';
      };
      for (const app of apps) app.answer = answer;
      const [stays, comesAndGoes] = apps;
      await subscribe(stays);
      const stream = new Stream();
      await untilBroughtMore(stays);
      const second = await subscribe(comesAndGoes);
      await untilBroughtMore(comesAndGoes);
      await untilBroughtMore(stays);
      await end(second);
      await untilBroughtMore(stays);
      await stream.stop();
      await eventually(async () => expect(await pubsub.lag()).toBe(0), { timeout: RETURN_MS });

      expect(stream.ids.filter((id) => (done.get(id) ?? 0) === 0)).toEqual([]);
      expect(await pubsub.deadLetters()).toEqual([]);
      const again = stream.ids.filter((id) => (done.get(id) ?? 0) > 1);
      expect(again.length).toBeLessThanOrEqual(2 * PARTITIONS * BULK);
    },
    4 * RETURN_MS,
  );
});
