import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { logger } from '@firewatch/telemetry';
import { z } from 'zod';
import { listen } from '../http/listen';
import { untilStopped } from '../http/until-stopped';
import { buildConsole } from './build-app';
import { drillEnvironment } from './drill-environment';
import { createDrillRunner, drillsElsewhere } from './drill-runner';
import type { Sources } from './sources';

const component = z.url({ protocol: /^https?$/ });

export const consoleSchema = z.object({
  HTTP_HOST: z
    .enum(['127.0.0.1', '0.0.0.0'])
    .default('127.0.0.1')
    .describe(
      '127.0.0.1: the console is for this machine only; in a container, whose port is published there only, 0.0.0.0',
    ),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).describe('a port from 0 to 65535'),
  PUBLISHED_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('a port from 1 to 65535: where this machine finds it, if not at HTTP_PORT'),
  INTERNAL_HOST: z
    .string()
    .regex(/^[a-z0-9-]+:\d+$/)
    .optional()
    .describe('name:port: as what other containers ask for it'),
  CONSOLE_TOKEN: z.string().min(32).describe('32 or more characters: the token that changes need'),
  PROJECT_ROOT: z.string().min(1).describe("the project's root, with runbooks, dashboards and the built pages"),
  JOURNALS_DIR: z.string().min(1).describe("a folder: the drills' journals"),
  DRILLS: z
    .enum(['here', 'elsewhere'])
    .default('here')
    .describe(
      'here: this console starts drills; elsewhere: it cannot, as in a container, and says where they are started',
    ),
  PROMETHEUS_URL: component.describe('a URL of Prometheus'),
  ALERTMANAGER_URL: component.describe('a URL of Alertmanager'),
  DEAD_MANS_SWITCH_URL: component.describe("a URL of the dead-man's switch"),
  SLACK_RECEIVER_URL: component.describe('a URL of the Slack receiver'),
  JAEGER_URL: component.describe("a URL of Jaeger's query API"),
  ELASTICSEARCH_URL: component.describe('a URL of Elasticsearch'),
  ELASTICSEARCH_USERNAME: z.string().min(1).describe('a user that may read the log indices'),
  ELASTICSEARCH_PASSWORD: z.string().min(1).describe("that user's password"),
});

type Environment = z.output<typeof consoleSchema>;

/** Serves until the process is asked to end. */
export async function runConsole(env: Environment): Promise<void> {
  const sources = sourcesOf(env);
  let port = env.HTTP_PORT;
  const app = buildConsole(sources, {
    token: env.CONSOLE_TOKEN,
    port: () => env.PUBLISHED_PORT ?? port,
    internalHost: env.INTERNAL_HOST,
  });
  const server = await listen(app, env.HTTP_HOST, env.HTTP_PORT);
  ({ port } = server);
  logger.info(`the console listens on http://localhost:${env.PUBLISHED_PORT ?? port}/`);
  await untilStopped();
  await server.close();
}

function sourcesOf(env: Environment): Sources {
  const root = path.resolve(env.PROJECT_ROOT);
  const journals = path.resolve(env.JOURNALS_DIR);
  const credentials = Buffer.from(`${env.ELASTICSEARCH_USERNAME}:${env.ELASTICSEARCH_PASSWORD}`).toString('base64');
  return {
    upstreams: {
      prometheus: { name: 'prometheus', url: withoutSlash(env.PROMETHEUS_URL) },
      alertmanager: { name: 'alertmanager', url: withoutSlash(env.ALERTMANAGER_URL) },
      deadMansSwitch: { name: 'dead-mans-switch', url: withoutSlash(env.DEAD_MANS_SWITCH_URL) },
      slackReceiver: { name: 'slack-receiver', url: withoutSlash(env.SLACK_RECEIVER_URL) },
      jaeger: { name: 'jaeger', url: withoutSlash(env.JAEGER_URL) },
      elasticsearch: {
        name: 'elasticsearch',
        url: withoutSlash(env.ELASTICSEARCH_URL),
        authorization: `Basic ${credentials}`,
      },
    },
    folders: {
      config: resolvePaths(root).config,
      runbooks: path.join(root, 'runbooks'),
      dashboards: path.join(root, 'dashboards/dist'),
      journals,
      pages: path.join(root, 'drills/console/build/pages'),
    },
    drills:
      env.DRILLS === 'elsewhere'
        ? drillsElsewhere
        : createDrillRunner({
            command: [process.execPath, 'drills/build/bin/firewatch.js'],
            root,
            env: drillEnvironment(process.env, Object.keys(consoleSchema.shape)),
            journals,
          }),
  };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');
