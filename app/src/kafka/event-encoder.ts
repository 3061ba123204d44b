import type { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { AppError, DependencyUnavailableError, messageOf } from '../errors';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS, isEventTopic, subjectOf, type EventTopic } from '../events/topics';
import type { EventEncoder } from '../outbox/ports';

/**
 * Encodes events with the schemas this build was made with, under the ids the registry gave them. Each id is asked for
 * once; a topic whose id is known needs the registry no more.
 */
export function eventEncoder(registry: SchemaRegistry): EventEncoder {
  const ids = new Map<EventTopic, number>();

  async function schemaId(topic: EventTopic): Promise<number> {
    const known = ids.get(topic);
    if (known !== undefined) return known;
    try {
      const id = await registry.getRegistryIdBySchema(subjectOf(topic), {
        ...EVENT_TOPICS[topic].schema,
        fields: [...EVENT_TOPICS[topic].schema.fields],
      });
      await registry.getSchema(id);
      ids.set(topic, id);
      return id;
    } catch (error) {
      throw new DependencyUnavailableError('schema-registry', error);
    }
  }

  return {
    async warmUp() {
      if (ids.size === EVENT_TOPIC_NAMES.length) return;
      await Promise.all(EVENT_TOPIC_NAMES.map(schemaId));
    },
    async encode(topic, payload) {
      if (!isEventTopic(topic)) throw new AppError('unencodable_event', `${topic} is not a declared event topic`);
      const id = await schemaId(topic);
      try {
        return await registry.encode(id, payload);
      } catch (error) {
        throw new AppError('unencodable_event', `${messageOf(error)}${placesIn(error)}`, { cause: error });
      }
    },
  };
}

/** The fields that did not fit, where the client's error names them. */
function placesIn(error: unknown): string {
  const paths = error instanceof Error && 'paths' in error ? error.paths : undefined;
  return Array.isArray(paths) && paths.length > 0 ? ` (${paths.map(String).join('; ')})` : '';
}
