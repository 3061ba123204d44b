import { gauge, logger } from '@firewatch/telemetry';
import { z } from 'zod';
import { listen } from '../http/listen';
import { untilStopped } from '../http/until-stopped';
import { buildDeadMansSwitch } from './build-app';
import { DeadMansSwitch } from './switch';
import { tellSlack } from './tell-slack';

const CHECK_INTERVAL_MS = 1_000;

export const deadMansSwitchSchema = z.object({
  HTTP_HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('a port from 0 to 65535'),
  SILENCE_SECONDS: z.coerce.number().positive().describe('a number more than 0: seconds without a heartbeat'),
  SLACK_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).describe('a URL of an incoming webhook of Slack'),
});

/** Watches until the process is asked to end. */
export async function runDeadMansSwitch(env: z.output<typeof deadMansSwitchSchema>): Promise<void> {
  const deadMansSwitch = new DeadMansSwitch({
    silenceMs: env.SILENCE_SECONDS * 1000,
    // Unlike the time of day it does not jump, which would be taken for silence.
    now: () => performance.now(),
    tell: tellSlack(env.SLACK_WEBHOOK_URL),
  });
  gauge('dead_mans_switch_heartbeat_age_seconds').collect((set) => set({}, deadMansSwitch.ageMs() / 1000));
  const server = await listen(buildDeadMansSwitch(deadMansSwitch), env.HTTP_HOST, env.HTTP_PORT);
  logger.info(
    `the dead-man's switch listens on ${env.HTTP_HOST}:${server.port}; it posts after ${env.SILENCE_SECONDS} s of silence`,
  );
  const checking = setInterval(() => void deadMansSwitch.check(), CHECK_INTERVAL_MS);
  await untilStopped();
  clearInterval(checking);
  await server.close();
}
