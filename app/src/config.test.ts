import { EnvironmentError } from '@firewatch/telemetry';
import { readConsumerConfig, readKafkaPrepareConfig, readSeedConfig, readTaskServiceConfig } from './config';

const ENV = {
  HTTP_PORT: '8080',
  DATABASE_URL: 'postgres://firewatch:pa55@127.0.0.1:5432/firewatch',
  KAFKA_BROKERS: '127.0.0.1:9092,127.0.0.1:9192',
  SCHEMA_REGISTRY_URL: 'http://127.0.0.1:8081/apis/ccompat/v7',
  DAPR_HTTP_PORT: '3500',
  DAPR_API_TOKEN: 'token',
  APP_API_TOKEN: 'b'.repeat(32),
  ADMIN_TOKEN: 'a'.repeat(32),
  JWT_SECRET: 'x'.repeat(32),
};

function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvironmentError)
      return error.problems.map(({ variable, problem }) => `${variable} ${problem}`);
    throw error;
  }
  return [];
}

test('the settings of both services are read, with their defaults', () => {
  const config = readTaskServiceConfig(ENV);
  expect(config).toMatchObject({
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: 8080,
    KAFKA_BROKERS: ['127.0.0.1:9092', '127.0.0.1:9192'],
    STATE_STORE_NAME: 'statestore',
    OUTBOX_BATCH_SIZE: 100,
  });
  expect(readConsumerConfig(ENV).LAG_INTERVAL_MS).toBe(5_000);
});

test('no proxy is trusted but those that are named', () => {
  expect(readTaskServiceConfig(ENV).TRUSTED_PROXIES).toEqual([]);
  const config = readTaskServiceConfig({ ...ENV, TRUSTED_PROXIES: '10.0.0.1,192.168.0.0/16,::1,fd00::/8' });
  expect(config.TRUSTED_PROXIES).toEqual(['10.0.0.1', '192.168.0.0/16', '::1', 'fd00::/8']);
});

test('zero is a value', () => {
  const config = readTaskServiceConfig({ ...ENV, HTTP_PORT: '0', OUTBOX_RETENTION_SECONDS: '0' });
  expect(config).toMatchObject({ HTTP_PORT: 0, OUTBOX_RETENTION_SECONDS: 0 });
});

test('secrets have no default, and every missing variable is named at once', () => {
  expect(problemsOf(() => readTaskServiceConfig({})).sort()).toEqual([
    'ADMIN_TOKEN missing',
    'APP_API_TOKEN missing',
    'DAPR_API_TOKEN missing',
    'DAPR_HTTP_PORT missing',
    'DATABASE_URL missing',
    'HTTP_PORT missing',
    'JWT_SECRET missing',
    'KAFKA_BROKERS missing',
    'SCHEMA_REGISTRY_URL missing',
  ]);
  expect(problemsOf(() => readSeedConfig({})).sort()).toEqual(['SEED_API_URL missing', 'SEED_USER_PASSWORD missing']);
});

test.each([
  ['HTTP_PORT', '65536'],
  ['HTTP_PORT', 'http'],
  ['DATABASE_URL', 'mysql://host/db'],
  ['KAFKA_BROKERS', '127.0.0.1'],
  ['KAFKA_BROKERS', '127.0.0.1:9092, 127.0.0.1:9192'],
  ['SCHEMA_REGISTRY_URL', 'ftp://127.0.0.1'],
  ['DATABASE_POOL_MAX', '1'],
  ['ADMIN_TOKEN', 'x'.repeat(31)],
  ['JWT_SECRET', 'too-short-for-a-key'],
  ['OUTBOX_BATCH_SIZE', '0'],
  ['ACCESS_TOKEN_SECONDS', '0'],
  ['API_RATE_LIMIT_PER_MINUTE', '0'],
  ['TRUSTED_PROXIES', 'true'],
  ['TRUSTED_PROXIES', 'loopback'],
  ['TRUSTED_PROXIES', '10.0.0.1, 10.0.0.2'],
  ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ['TRUSTED_PROXIES', '::/0'],
])('%s = %s is refused', (variable, value) => {
  const read = () => readTaskServiceConfig({ ...ENV, [variable]: value });
  expect(problemsOf(read)).toEqual([`${variable} malformed`]);
});

test('a malformed secret is not repeated', () => {
  const read = () => readTaskServiceConfig({ ...ENV, JWT_SECRET: 'too-short' });
  expect(read).toThrow('JWT_SECRET');
  expect(read).not.toThrow('too-short');
});

test('the job that prepares Kafka needs only Kafka and the registry', () => {
  const { KAFKA_BROKERS, SCHEMA_REGISTRY_URL } = ENV;
  expect(readKafkaPrepareConfig({ KAFKA_BROKERS, SCHEMA_REGISTRY_URL }).PREPARE_TIMEOUT_SECONDS).toBe(120);
});
