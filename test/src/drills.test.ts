import type { DrillEvent } from '@firewatch/drills';
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
const DRILLS_MS = 1_200_000;
const CHANNELS = ['critical', 'warning', 'platform', 'unrouted'];

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
  const url = (name: string) => `http://127.0.0.1:${settings.ports.slackReceiver}/channels/${name}`;
  const all = await Promise.all(CHANNELS.map((name) => fetchJson(url(name), channelSchema)));
  return Math.max(0, ...all.flatMap(({ messages }) => messages.map(({ id }) => id)));
}

let before: string[];
let messagesBefore: number;
let command: DrillCommand;
beforeAll(async () => {
  await waitUntilAllReady();
  before = await processesBefore();
  messagesBefore = await lastId();
  command = await runDrillCommand([...DRILLS.map(([alert]) => alert), 'quiet']);
}, DRILLS_MS);

/** What one of the drills told. */
function eventsOf(drill: string): readonly DrillEvent[] {
  const start = command.events.findIndex((event) => event.kind === 'run-started' && event.drill === drill);
  if (start === -1) throw new Error(`${drill} was not run: ${JSON.stringify(command.events.at(-1))} ${command.stderr}`);
  const events = command.events.slice(start);
  return events.slice(0, events.findIndex(({ kind }) => kind === 'run-ended') + 1);
}

describe.each(DRILLS)('the drill of %s', (alert, channel) => {
  it('passes in every step', () => {
    expect(endOf(eventsOf(alert)).failure).toBeUndefined();
    const outcomes = outcomesOf(eventsOf(alert));
    expect(outcomes.filter(([, outcome]) => outcome !== 'passed')).toEqual([]);
    expect(outcomes).toHaveLength(15);
  });

  it('fires as soon as the rule allows', () => {
    const { conditionToFiring = NaN, conditionToFiringAllowed = NaN } = endOf(eventsOf(alert)).timings;
    const rule = eventsOf(alert).find((event) => event.kind === 'rule-loaded');
    expect(conditionToFiring).toBeGreaterThanOrEqual(rule?.for ?? NaN);
    expect(conditionToFiring / conditionToFiringAllowed).toBeLessThanOrEqual(1.1);
  });

  it('follows the page: each block of it shows what the page says', () => {
    const blocks = eventsOf(alert).filter((event) => event.kind === 'block-ran');
    expect(blocks.length).toBeGreaterThan(6);
    expect(blocks.filter(({ matches }) => !matches)).toEqual([]);
  });

  it('tells the one channel once that it fires, and once that it is over', async () => {
    const titles = (await titlesAfter(channel, messagesBefore)).filter((title) => title.includes(alert));
    expect(titles.map((title) => title.split(' ·')[0])).toEqual([
      `${channel.toUpperCase()}: ${alert}`,
      `RESOLVED: ${alert}`,
    ]);
    for (const other of CHANNELS.filter((name) => name !== channel))
      expect((await titlesAfter(other, messagesBefore)).filter((title) => title.includes(alert))).toEqual([]);
  });
});

it('a quiet platform under normal load raises no alert', () => {
  expect(endOf(eventsOf('quiet'))).toMatchObject({ outcome: 'passed' });
});

it('all passed, and left the platform as it was', async () => {
  expect({ code: command.code, stderr: command.stderr }).toEqual({ code: 0, stderr: '' });
  await expectAsBefore(before);
});
