import { z } from 'zod';
import type { ChannelAnswer, ChannelsAnswer } from './api';
import { ConsoleError } from './problem';
import { read, type Upstream } from './upstream';

const channels = z.object({ channels: z.array(z.object({ name: z.string(), messages: z.number() })) });

/** The Slack receiver has checked what it keeps. */
const channel = z.object({
  name: z.string(),
  messages: z.array(
    z.object({
      id: z.number(),
      receivedAt: z.string(),
      payload: z.custom<ChannelAnswer['messages'][number]['payload']>((value) => typeof value === 'object'),
    }),
  ),
});

export const listChannels = (receiver: Upstream): Promise<ChannelsAnswer> => read(receiver, '/channels', channels);

/** Throws ConsoleError `not_found`. */
export async function readChannel(receiver: Upstream, name: string): Promise<ChannelAnswer> {
  const all = await listChannels(receiver);
  if (!all.channels.some((known) => known.name === name)) {
    throw new ConsoleError('not_found', `There is no channel #${name}`);
  }
  return { ...all, ...(await read(receiver, `/channels/${encodeURIComponent(name)}`, channel)) };
}
