import { endpoints, readSettings } from '@firewatch/native';
import { readEnv } from '@firewatch/telemetry';
import { z } from 'zod';

/** Who is asked, and how often. */
export interface TrafficTarget {
  /** Requests a second, unless told otherwise. */
  readonly rate: number;
  readonly taskServiceUrl: string;
  /** Of the users that the generator registers. */
  readonly password: string;
  /** Where the generator tells how it is. */
  readonly host: string;
  readonly port: number;
}

const schema = z.object({
  TASK_SERVICE_URL: z.url({ protocol: /^https?$/ }).describe('a URL of the task service'),
  TRAFFIC_RATE: z.coerce.number().positive().describe('a number more than 0: requests a second'),
  TRAFFIC_PORT: z.coerce.number().int().min(0).max(65_535).describe('a port from 0 to 65535'),
  HTTP_HOST: z.string().min(1).default('127.0.0.1').describe('an address to listen on'),
  SEED_USER_PASSWORD: z.string().min(8).describe('8 characters or more'),
});

/**
 * A process of the platform, natively or in a container, is told all of it by its environment; by hand it is the platform's settings.
 * Throws EnvironmentError for what is missing or malformed, and SettingsError.
 */
export function trafficTarget(env: NodeJS.ProcessEnv = process.env): TrafficTarget {
  if (env['TASK_SERVICE_URL'] === undefined) return byHand();
  const given = readEnv(schema, env);
  return {
    rate: given.TRAFFIC_RATE,
    taskServiceUrl: given.TASK_SERVICE_URL,
    password: given.SEED_USER_PASSWORD,
    host: given.HTTP_HOST,
    port: given.TRAFFIC_PORT,
  };
}

function byHand(): TrafficTarget {
  const settings = readSettings();
  return {
    rate: settings.trafficRate,
    taskServiceUrl: endpoints(settings).taskService,
    password: settings.secrets.seedUserPassword,
    host: '127.0.0.1',
    port: settings.ports.traffic,
  };
}
