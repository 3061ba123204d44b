import { z } from 'zod';
import { expectAsBefore, processesBefore } from './platform/after-drill';
import { endOf, outcomesOf, runDrillCommand, type DrillCommand } from './platform/drill';
import { fetchJson } from './platform/json-http';
import { waitUntilAllReady } from './platform/processes';
import { settings } from './platform/settings';

const DRILLS = [
  ['ApiHighErrorRate', 'critical'],
  ['KafkaBrokerDown', 'critical'],
  ['KafkaConsumerLagHigh', 'warning'],
  ['DaprSidecarDown', 'critical'],
] as const;
const DRILL_MS = 400_000;

const channelSchema = z.object({
  messages: z.array(
    z.object({
      id: z.number(),
      payload: z.object({ attachments: z.array(z.object({ title: z.string() })).default([]) }),
    }),
  ),
});

/** Titles in a channel that came after the message of that id. */
async function titlesAfter(channel: string, id: number): Promise<string[]> {
  const url = `http://127.0.0.1:${settings.ports.slackReceiver}/channels/${channel}`;
  const { messages } = await fetchJson(url, channelSchema);
  return messages
    .filter((message) => message.id > id)
    .flatMap(({ payload }) => payload.attachments.map(({ title }) => title));
}

async function lastId(): Promise<number> {
  const channels = ['critical', 'warning', 'platform', 'unrouted'];
  const url = (name: string) => `http://127.0.0.1:${settings.ports.slackReceiver}/channels/${name}`;
  const all = await Promise.all(channels.map((name) => fetchJson(url(name), channelSchema)));
  return Math.max(0, ...all.flatMap(({ messages }) => messages.map(({ id }) => id)));
}

let before: string[];
beforeAll(async () => {
  await waitUntilAllReady();
  before = await processesBefore();
});

describe.each(DRILLS)('the drill of %s', (alert, channel) => {
  let command: DrillCommand;
  let messagesBefore: number;
  beforeAll(async () => {
    messagesBefore = await lastId();
    command = await runDrillCommand([alert]);
  }, DRILL_MS);

  it('passes in every step', () => {
    const { code, events, stderr } = command;
    expect({ code, stderr, failure: endOf(events).failure }).toEqual({ code: 0, stderr: '', failure: undefined });
    expect(outcomesOf(events).filter(([, outcome]) => outcome !== 'passed')).toEqual([]);
    expect(outcomesOf(events)).toHaveLength(15);
  });

  it('fires as soon as the rule allows', () => {
    const { conditionToFiring = NaN, conditionToFiringAllowed = NaN } = endOf(command.events).timings;
    const rule = command.events.find((event) => event.kind === 'rule-loaded');
    expect(conditionToFiring).toBeGreaterThanOrEqual(rule?.for ?? NaN);
    expect(conditionToFiring / conditionToFiringAllowed).toBeLessThanOrEqual(1.1);
  });

  it('follows the page: each block of it shows what the page says', () => {
    const blocks = command.events.filter((event) => event.kind === 'block-ran');
    expect(blocks.length).toBeGreaterThan(6);
    expect(blocks.filter(({ matches }) => !matches)).toEqual([]);
  });

  it('tells the one channel once that it fires, and once that it is over', async () => {
    const titles = (await titlesAfter(channel, messagesBefore)).filter((title) => title.includes(alert));
    expect(titles.map((title) => title.split(' ·')[0])).toEqual([
      `${channel.toUpperCase()}: ${alert}`,
      `RESOLVED: ${alert}`,
    ]);
    for (const other of ['critical', 'warning', 'platform', 'unrouted'].filter((name) => name !== channel))
      expect((await titlesAfter(other, messagesBefore)).filter((title) => title.includes(alert))).toEqual([]);
  });

  it('leaves the platform as it was', () => expectAsBefore(before));
});

describe('a quiet platform under normal load', () => {
  it(
    'raises no alert',
    async () => {
      const { code, events, stderr } = await runDrillCommand(['quiet']);
      expect({ code, stderr, failure: endOf(events).failure }).toEqual({ code: 0, stderr: '', failure: undefined });
      await expectAsBefore(before);
    },
    DRILL_MS,
  );
});
