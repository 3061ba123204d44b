import { logger } from '@firewatch/telemetry';
import { z } from 'zod';
import { listen } from '../http/listen';
import { untilStopped } from '../http/until-stopped';
import { buildSlackReceiver } from './build-app';
import { MessageStore } from './message-store';

export const slackReceiverSchema = z.object({
  HTTP_HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('a port from 0 to 65535'),
  SLACK_CHANNELS: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*(,[a-z0-9][a-z0-9_-]*)*$/)
    .transform((names) => names.split(','))
    .describe('names of channels, e.g. critical,warning'),
  STATE_FILE: z.string().min(1).describe('a file for the messages'),
});

/** Receives until the process is asked to end. */
export async function runSlackReceiver(env: z.output<typeof slackReceiverSchema>): Promise<void> {
  const store = new MessageStore(env.STATE_FILE, env.SLACK_CHANNELS);
  const server = await listen(buildSlackReceiver(store), env.HTTP_HOST, env.HTTP_PORT);
  logger.info(`the Slack receiver listens on ${env.HTTP_HOST}:${server.port} for ${env.SLACK_CHANNELS.join(', ')}`);
  await untilStopped();
  await server.close();
}
