import type { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import type { Type } from 'avsc';
import { AppError, DependencyUnavailableError, messageOf } from '../errors';
import { avroType } from '../events/avro-schema';
import { EVENT_TOPICS, type EventPayloads, type EventTopic } from '../events/topics';
import { registryStatus } from './schema-registry';

export interface EventDecoder {
  /**
   * The payload as this build's schema of the topic has it, whichever compatible schema it was written with. Throws
   * AppError `undecodable_record` when the bytes are none of ours or their schema is unknown or incompatible,
   * DependencyUnavailableError when the registry does not tell the schema.
   */
  decode<Topic extends EventTopic>(topic: Topic, value: Buffer | null): Promise<EventPayloads[Topic]>;
}

type Read = (payload: Buffer) => unknown;

const MAGIC_BYTE = 0;
const HEADER_LENGTH = 5;

/** Decodes the registry's wire format: a zero byte, the schema id in four bytes, the Avro value. */
export function eventDecoder(registry: Pick<SchemaRegistry, 'getSchema'>): EventDecoder {
  const readers = new Map<string, Promise<Read>>();

  /** Kept from the first call on, so that records that come at once do not each ask for their schema. */
  function readerOf(topic: EventTopic, schemaId: number): Promise<Read> {
    const name = `${topic} ${schemaId}`;
    const known = readers.get(name);
    if (known) return known;
    const reading = newReader(topic, schemaId);
    readers.set(name, reading);
    reading.catch(() => readers.delete(name));
    return reading;
  }

  async function newReader(topic: EventTopic, schemaId: number): Promise<Read> {
    const reader = typeOf(topic);
    const resolver = reader.createResolver(await writerOf(registry, schemaId));
    return (payload): unknown => reader.fromBuffer(payload, resolver);
  }

  return {
    async decode(topic, value) {
      if (!value || value.length <= HEADER_LENGTH || value[0] !== MAGIC_BYTE) {
        throw new AppError('undecodable_record', 'the value is not in the schema registry’s wire format');
      }
      try {
        const read = await readerOf(topic, value.readUInt32BE(1));
        return read(value.subarray(HEADER_LENGTH)) as EventPayloads[typeof topic];
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw new AppError('undecodable_record', `the value is not a ${topic}: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}

const types = new Map<EventTopic, Type>();

function typeOf(topic: EventTopic): Type {
  let type = types.get(topic);
  if (!type) {
    type = avroType(EVENT_TOPICS[topic].schema);
    types.set(topic, type);
  }
  return type;
}

async function writerOf(registry: Pick<SchemaRegistry, 'getSchema'>, schemaId: number): Promise<Type> {
  try {
    return (await registry.getSchema(schemaId)) as Type;
  } catch (error) {
    if (registryStatus(error) !== 404) throw new DependencyUnavailableError('schema-registry', error);
    throw new AppError('undecodable_record', `the registry knows no schema ${schemaId}`, { cause: error });
  }
}
