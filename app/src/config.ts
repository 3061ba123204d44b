import { readEnv, wholeNumber } from '@firewatch/telemetry';
import { z } from 'zod';

const port = wholeNumber(0, 65_535).describe('a port from 0 to 65535, where 0 takes any free one');
const milliseconds = wholeNumber(1).describe('a number of milliseconds above 0');
const seconds = wholeNumber(1).describe('a number of seconds above 0');
const httpUrl = z.url({ protocol: /^https?$/ }).describe('an http:// or https:// URL');

const brokerList = z
  .string()
  .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/)
  .transform((brokers) => brokers.split(','))
  .describe('host:port of one broker or more, separated by commas');

/** Addresses and CIDR blocks; a whole Internet among them is a slip of the pen. */
const addressList = z
  .string()
  .transform((addresses) => addresses.split(','))
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4().regex(/\/0*[1-9]\d*$/), z.cidrv6().regex(/\/0*[1-9]\d*$/)])))
  .describe('IP addresses and CIDR blocks, separated by commas');

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/.+/)
  .describe('postgres://user:password@host:port/database');

const processSchema = z.object({
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: port,
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_MAX: wholeNumber(2, 100).default(10).describe('a number from 2 to 100'),
  KAFKA_BROKERS: brokerList,
  SCHEMA_REGISTRY_URL: httpUrl,
  DAPR_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  DAPR_HTTP_PORT: port,
  DAPR_API_TOKEN: z.string().min(1).describe('the token the sidecar expects'),
  DAPR_TIMEOUT_MS: milliseconds.default(500),
  APP_API_TOKEN: z.string().min(32).describe('at least 32 characters: the token the sidecar shows'),
  STATE_STORE_NAME: z.string().min(1).default('statestore'),
  ADMIN_TOKEN: z.string().min(32).describe('at least 32 characters'),
  SUMMARY_TTL_SECONDS: seconds.default(86_400),
});

const taskServiceSchema = processSchema.extend({
  JWT_SECRET: z.string().min(32).describe('at least 32 characters'),
  ACCESS_TOKEN_SECONDS: seconds.default(900),
  REFRESH_TOKEN_SECONDS: seconds.default(2_592_000),
  AUTH_RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(300).describe('a number above 0'),
  API_RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(6_000).describe('a number above 0'),
  TRUSTED_PROXIES: addressList.default([]),
  // `off` for an instance that only serves the API and leaves publishing to others.
  OUTBOX_RELAY: z.enum(['on', 'off']).default('on').describe('on or off'),
  OUTBOX_POLL_INTERVAL_MS: milliseconds.default(1_000),
  OUTBOX_BATCH_SIZE: wholeNumber(1, 1_000).default(100).describe('a number from 1 to 1000'),
  REMINDER_POLL_INTERVAL_MS: milliseconds.default(1_000),
  REMINDER_BATCH_SIZE: wholeNumber(1, 1_000).default(100).describe('a number from 1 to 1000'),
  OUTBOX_RETENTION_SECONDS: wholeNumber(0).default(3_600).describe('a number of seconds, 0 or more'),
});

const consumerSchema = processSchema.extend({
  LAG_INTERVAL_MS: milliseconds.default(5_000),
  // Of calls that the sidecar passes on to another service or to Kafka.
  DAPR_CALL_TIMEOUT_MS: milliseconds.default(5_000),
  PUBSUB_NAME: z.string().min(1).default('pubsub'),
});

const kafkaPrepareSchema = processSchema.pick({ KAFKA_BROKERS: true, SCHEMA_REGISTRY_URL: true }).extend({
  PREPARE_TIMEOUT_SECONDS: seconds.default(120),
});

const dlqSchema = processSchema.pick({ KAFKA_BROKERS: true, SCHEMA_REGISTRY_URL: true, DATABASE_URL: true }).extend({
  CONSOLE_URL: httpUrl.optional(),
});

const seedSchema = z.object({
  SEED_API_URL: httpUrl,
  SEED_USER_PASSWORD: z.string().min(8).max(200).describe('8 to 200 characters'),
});

type Env = Record<string, string | undefined>;

/** Settings of the task service; `env` defaults to the process environment. Throws EnvironmentError. */
export const readTaskServiceConfig = (env?: Env) => readEnv(taskServiceSchema, env);

/** Settings of the consumer; `env` defaults to the process environment. Throws EnvironmentError. */
export const readConsumerConfig = (env?: Env) => readEnv(consumerSchema, env);

/** Settings of the job that creates topics and schemas. Throws EnvironmentError. */
export const readKafkaPrepareConfig = (env?: Env) => readEnv(kafkaPrepareSchema, env);

/** Settings of the command for dead letters. Throws EnvironmentError. */
export const readDlqConfig = (env?: Env) => readEnv(dlqSchema, env);

/** Settings of the job that seeds users and tasks. Throws EnvironmentError. */
export const readSeedConfig = (env?: Env) => readEnv(seedSchema, env);

export type TaskServiceConfig = z.output<typeof taskServiceSchema>;
export type ConsumerConfig = z.output<typeof consumerSchema>;
