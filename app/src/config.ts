import { readEnv } from '@firewatch/telemetry';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().positive();

const brokerList = z
  .string()
  .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'a comma-separated list of host:port')
  .transform((brokers) => brokers.split(','));

const processSchema = z.object({
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: port,
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\/.+/, 'postgres://user:password@host:port/database'),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(100).default(10),
  KAFKA_BROKERS: brokerList,
  SCHEMA_REGISTRY_URL: z.url({ protocol: /^https?$/ }),
  DAPR_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  DAPR_HTTP_PORT: port,
  DAPR_API_TOKEN: z.string().min(1),
  DAPR_TIMEOUT_MS: milliseconds.default(500),
  STATE_STORE_NAME: z.string().min(1).default('statestore'),
  SUMMARY_TTL_SECONDS: z.coerce.number().int().positive().default(86_400),
});

const taskServiceSchema = processSchema.extend({
  JWT_SECRET: z.string().min(32, 'at least 32 characters'),
  AUTH_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(300),
  OUTBOX_POLL_INTERVAL_MS: milliseconds.default(1_000),
  OUTBOX_BATCH_SIZE: z.coerce.number().int().min(1).max(1_000).default(100),
  OUTBOX_RETENTION_SECONDS: z.coerce.number().int().min(0).default(3_600),
});

const consumerSchema = processSchema.extend({
  LAG_INTERVAL_MS: milliseconds.default(5_000),
});

const kafkaPrepareSchema = processSchema.pick({ KAFKA_BROKERS: true, SCHEMA_REGISTRY_URL: true }).extend({
  PREPARE_TIMEOUT_SECONDS: z.coerce.number().int().positive().default(120),
});

const seedSchema = z.object({
  SEED_API_URL: z.url({ protocol: /^https?$/ }),
  SEED_USER_PASSWORD: z.string().min(8, 'at least 8 characters').max(200),
});

type Env = Record<string, string | undefined>;

/** Settings of the task service; `env` defaults to the process environment. Throws EnvironmentError. */
export const readTaskServiceConfig = (env?: Env) => readEnv(taskServiceSchema, env);

/** Settings of the consumer; `env` defaults to the process environment. Throws EnvironmentError. */
export const readConsumerConfig = (env?: Env) => readEnv(consumerSchema, env);

/** Settings of the job that creates topics and schemas. Throws EnvironmentError. */
export const readKafkaPrepareConfig = (env?: Env) => readEnv(kafkaPrepareSchema, env);

/** Settings of the job that seeds users and tasks. Throws EnvironmentError. */
export const readSeedConfig = (env?: Env) => readEnv(seedSchema, env);

export type TaskServiceConfig = z.output<typeof taskServiceSchema>;
export type ConsumerConfig = z.output<typeof consumerSchema>;
