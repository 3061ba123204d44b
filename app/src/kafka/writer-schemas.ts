import type { Type } from 'avsc';
import { z } from 'zod';
import { AppError, DependencyUnavailableError, shortMessageOf } from '../errors';
import { avroType, type TypeSchema } from '../events/avro-schema';
import { REGISTRY_TIMEOUT_MS } from './schema-registry';

/** The schemas that values were written with, by the ids that the registry gave them. */
export interface WriterSchemas {
  /**
   * Throws AppError `undecodable_record` when the registry knows no such schema, and when the schema is one that cannot be read
   * here, so that no value of it can: what is not Avro, for one. Throws DependencyUnavailableError when the registry does not say.
   */
  getSchema(id: number): Promise<Type>;
}

const knownSchema = z.object({
  schema: z.string(),
  /** Absent for Avro. */
  schemaType: z.string().default('AVRO'),
  references: z.array(z.unknown()).default([]),
});

/** As the registry's API says "no such schema"; a 404 of anything else that answers in its place is no word of the registry's. */
const unknownSchema = z.object({ error_code: z.number() });

/**
 * Asks the registry itself, and not by its client: that one tells "does not answer" and "cannot be read" apart by nothing, and its
 * promise never settles when a refusal has the body `null`.
 * @param url of Confluent's API
 */
export function writerSchemas(url: string): WriterSchemas {
  return {
    async getSchema(id) {
      const { status, body } = await ask(`${url}/schemas/ids/${id}`);
      if (status === 404 && unknownSchema.safeParse(body).success) {
        throw new AppError('undecodable_record', `the registry knows no schema ${id}`);
      }
      const { success, data } = knownSchema.safeParse(body);
      if (status !== 200 || !success) {
        const answer = new Error(`GET /schemas/ids/${id} was answered with ${status}, and not as a registry does`);
        throw new DependencyUnavailableError('schema-registry', answer);
      }
      return read(id, data);
    },
  };
}

async function ask(address: string): Promise<{ status: number; body: unknown }> {
  let text: string;
  let status: number;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(REGISTRY_TIMEOUT_MS) });
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new DependencyUnavailableError('schema-registry', error);
  }
  try {
    return { status, body: JSON.parse(text) as unknown };
  } catch {
    return { status, body: undefined };
  }
}

function read(id: number, { schema, schemaType, references }: z.output<typeof knownSchema>): Type {
  if (schemaType !== 'AVRO') throw unreadable(id, `it is ${schemaType.slice(0, 50)}, not Avro`);
  if (references.length > 0) throw unreadable(id, 'it refers to other schemas');
  try {
    return avroType(JSON.parse(schema) as TypeSchema);
  } catch (error) {
    throw unreadable(id, shortMessageOf(error, 200));
  }
}

function unreadable(id: number, why: string): AppError {
  return new AppError('undecodable_record', `the value’s schema ${id} cannot be read here: ${why}`);
}
