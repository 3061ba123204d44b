import type { DrillEvent } from '@firewatch/drills';
import { z } from 'zod';
import { endOf, outcomesOf } from './drill';
import { fetchJson } from './json-http';
import { settings } from './settings';

const CHANNELS = ['critical', 'warning', 'platform', 'unrouted'];
const STEPS = 15;

const channelSchema = z.object({
  messages: z.array(
    z.object({
      id: z.number(),
      payload: z.object({ attachments: z.array(z.object({ title: z.string() })).default([]) }),
    }),
  ),
});

async function readChannel(channel: string) {
  const url = `http://127.0.0.1:${settings().ports.slackReceiver}/channels/${channel}`;
  return (await fetchJson(url, channelSchema)).messages;
}

/** Titles in a channel that came after the message of that id. */
async function titlesAfter(channel: string, id: number): Promise<string[]> {
  return (await readChannel(channel))
    .filter((message) => message.id > id)
    .flatMap(({ payload }) => payload.attachments.map(({ title }) => title));
}

/** Id of the newest message of all channels; 0 while there is none. */
export async function lastMessageId(): Promise<number> {
  const all = await Promise.all(CHANNELS.map(readChannel));
  return Math.max(0, ...all.flatMap((messages) => messages.map(({ id }) => id)));
}

/** What was there when the drill was over. */
export interface DrillRun {
  readonly events: readonly DrillEvent[];
  /** `lastMessageId` from before the drill. */
  readonly messagesBefore: number;
}

/**
 * Tests of a drill that has run: it passed in every step and in time, followed its page, and told one channel.
 * @param ran called in each of them, so that a suite can run the drill before
 */
export function checkDrill(alert: string, channel: string, ran: () => DrillRun): void {
  describe(`the drill of ${alert}`, () => {
    it('passes in every step', () => {
      const { events } = ran();
      expect(endOf(events).failure).toBeUndefined();
      const outcomes = outcomesOf(events);
      expect(outcomes.filter(([, outcome]) => outcome !== 'passed')).toEqual([]);
      expect(outcomes).toHaveLength(STEPS);
    });

    it('fires as soon as the rule allows', () => {
      const { events } = ran();
      const { conditionToFiring = NaN, conditionToFiringAllowed = NaN } = endOf(events).timings;
      const rule = events.find((event) => event.kind === 'rule-loaded');
      expect(conditionToFiring).toBeGreaterThanOrEqual(rule?.for ?? NaN);
      expect(conditionToFiring / conditionToFiringAllowed).toBeLessThanOrEqual(1.1);
    });

    it('follows the page: each block of it shows what the page says', () => {
      const blocks = ran().events.filter((event) => event.kind === 'block-ran');
      expect(blocks.length).toBeGreaterThan(6);
      expect(blocks.filter(({ matches }) => !matches)).toEqual([]);
    });

    it('tells the one channel once that it fires, and once that it is over', async () => {
      const { messagesBefore } = ran();
      const titles = (await titlesAfter(channel, messagesBefore)).filter((title) => title.includes(alert));
      expect(titles.map((title) => title.split(' ·')[0])).toEqual([
        `${channel.toUpperCase()}: ${alert}`,
        `RESOLVED: ${alert}`,
      ]);
      for (const other of CHANNELS.filter((name) => name !== channel))
        expect((await titlesAfter(other, messagesBefore)).filter((title) => title.includes(alert))).toEqual([]);
    });
  });
}
