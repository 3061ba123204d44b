import type { Type } from 'avsc';
import { AppError, shortMessageOf } from '../errors';
import { avroType } from '../events/avro-schema';
import { whyNotStorable } from '../events/payload-limits';
import { EVENT_TOPICS, type EventPayloads, type EventTopic } from '../events/topics';
import type { WriterSchemas } from './writer-schemas';

export interface EventDecoder {
  /**
   * The payload as this build's schema of the topic has it, whichever compatible schema it was written with. Throws
   * AppError `undecodable_record` when the bytes are none of ours, when their schema is unknown, incompatible or one that we
   * cannot read, and when they hold what no event of ours can; DependencyUnavailableError when the registry does not tell the
   * schema.
   */
  decode<Topic extends EventTopic>(topic: Topic, value: Buffer | null): Promise<EventPayloads[Topic]>;
}

type Read = (payload: Buffer) => unknown;

const MAGIC_BYTE = 0;
const HEADER_LENGTH = 5;

/** Decodes the registry's wire format: a zero byte, the schema id in four bytes, the Avro value. */
export function eventDecoder(schemas: WriterSchemas): EventDecoder {
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
    const resolver = reader.createResolver(await schemas.getSchema(schemaId));
    return (payload): unknown => reader.fromBuffer(payload, resolver);
  }

  return {
    async decode(topic, value) {
      if (!value || value.length <= HEADER_LENGTH || value[0] !== MAGIC_BYTE) {
        throw new AppError('undecodable_record', 'the value is not in the schema registry’s wire format');
      }
      try {
        const read = await readerOf(topic, value.readUInt32BE(1));
        const payload = read(value.subarray(HEADER_LENGTH)) as EventPayloads[typeof topic];
        const why = whyNotStorable(EVENT_TOPICS[topic].schema, { ...payload });
        if (why !== undefined) throw new Error(why);
        return payload;
      } catch (error) {
        if (error instanceof AppError) throw error;
        // Without the cause: it may quote all of the value, and would be logged with it.
        throw new AppError('undecodable_record', `the value is not a ${topic}: ${shortMessageOf(error)}`);
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
