import { COMPATIBILITY, SchemaType, type SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { logger } from '@firewatch/telemetry';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS, subjectOf } from '../events/topics';

const log = logger.child({ 'log.logger': 'kafka.prepare' });

/**
 * Registers the schema of each topic under its subject, with BACKWARD compatibility; one that is registered already
 * keeps its id. Throws the client's error when the registry is away or when a schema cannot read what was written with
 * the one before.
 */
export async function registerSchemas(registry: SchemaRegistry): Promise<void> {
  for (const topic of EVENT_TOPIC_NAMES) {
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
