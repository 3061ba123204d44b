import { logger } from '@firewatch/telemetry';
import { z } from 'zod';
import { listen } from '../http/listen';
import { untilStopped } from '../http/until-stopped';
import { buildSlackReceiver } from './build-app';
import { Forwarder } from './forwarder';
import { MessageStore } from './message-store';

export const slackReceiverSchema = z.object({
  HTTP_HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('a port from 0 to 65535'),
  ADMIN_TOKEN: z.string().min(32).describe('at least 32 characters'),
  SLACK_CHANNELS: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*(,[a-z0-9][a-z0-9_-]*)*$/)
    .transform((names) => names.split(','))
    .describe('names of channels, e.g. critical,warning'),
  SLACK_WEBHOOK_URLS: z
    .preprocess(parseJson, z.record(z.string(), z.union([z.literal(''), z.url({ protocol: /^https?$/ })])))
    .transform((urls) => Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== '')))
    .default({})
    .describe('a JSON object: URL of the real incoming webhook by name of channel, or nothing'),
  STATE_FILE: z.string().min(1).describe('a file for the messages'),
});

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return undefined;
  }
}

/** Receives until the process is asked to end. */
export async function runSlackReceiver(env: z.output<typeof slackReceiverSchema>): Promise<void> {
  const store = new MessageStore(env.STATE_FILE, env.SLACK_CHANNELS);
  const forwarder = new Forwarder(new Map(Object.entries(env.SLACK_WEBHOOK_URLS)));
  const server = await listen(buildSlackReceiver(store, forwarder, env.ADMIN_TOKEN), env.HTTP_HOST, env.HTTP_PORT);
  logger.info(`the Slack receiver listens on ${env.HTTP_HOST}:${server.port} for ${env.SLACK_CHANNELS.join(', ')}`);
  await untilStopped();
  await server.close();
}
