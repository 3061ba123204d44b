import { COMPATIBILITY, SchemaType } from '@kafkajs/confluent-schema-registry';
import { logger } from '@firewatch/telemetry';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS, subjectOf } from '../events/topics';
import { schemaRegistry } from './schema-registry';
import { restoreCompatibility } from './subject-compatibility';

const log = logger.child({ 'log.logger': 'kafka.prepare' });

/**
 * Registers the schema of each topic under its subject, with BACKWARD compatibility; one that is registered already
 * keeps its id. Throws when the registry is away, and the client's error when a schema cannot read what was written with
 * the one before.
 * @param registryUrl of Confluent's API
 */
export async function registerSchemas(registryUrl: string): Promise<void> {
  const registry = schemaRegistry(registryUrl);
  for (const topic of EVENT_TOPIC_NAMES) {
    await restoreCompatibility(registryUrl, subjectOf(topic), COMPATIBILITY.BACKWARD);
    const schema = JSON.stringify(EVENT_TOPICS[topic].schema);
    const { id } = await registry.register(
      { type: SchemaType.AVRO, schema },
      { subject: subjectOf(topic), compatibility: COMPATIBILITY.BACKWARD },
    );
    log.info(
      { labels: { subject: subjectOf(topic), schema_id: String(id) } },
      `schema registered: ${subjectOf(topic)}`,
    );
  }
}
