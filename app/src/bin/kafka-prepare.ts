import { logger } from '@firewatch/telemetry';
import { readKafkaPrepareConfig } from '../config';
import { messageOf } from '../errors';
import { DECLARED_TOPICS } from '../events/topics';
import { kafkaClient } from '../kafka/client';
import { prepareTopics } from '../kafka/prepare-topics';
import { registerSchemas } from '../kafka/register-schemas';
import { registryStatus } from '../kafka/schema-registry';
import { pause } from '../retry';
import { runProcess } from './run-process';

const PAUSE_MS = 1_000;

runProcess(async () => {
  const config = readKafkaPrepareConfig();
  const deadline = Date.now() + config.PREPARE_TIMEOUT_SECONDS * 1_000;
  const kafka = kafkaClient('kafka-prepare', config.KAFKA_BROKERS);

  await untilDone('Kafka', deadline, async () => {
    const admin = kafka.admin({ retry: { initialRetryTime: 200, retries: 1 } });
    try {
      await admin.connect();
      await prepareTopics(admin, DECLARED_TOPICS);
    } finally {
      await admin.disconnect();
    }
  });

  await untilDone('the schema registry', deadline, () => registerSchemas(config.SCHEMA_REGISTRY_URL));
  logger.info('topics and schemas are in place');
  process.exit(0);
});

/** Tries until it succeeds; throws, naming the component, at the deadline or when the registry refuses a schema. */
async function untilDone(component: string, deadline: number, work: () => Promise<void>): Promise<void> {
  for (let last = ''; ;) {
    try {
      await work();
      return;
    } catch (error) {
      const message = messageOf(error);
      if (registryStatus(error) === 409 || registryStatus(error) === 422) throw error;
      if (Date.now() > deadline) throw new Error(`${component} is not usable: ${message}`, { cause: error });
      if (message !== last) logger.info(`waiting for ${component}: ${message}`);
      last = message;
    }
    await pause(PAUSE_MS);
  }
}
