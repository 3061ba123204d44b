import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordSchema } from './avro-schema';
import { schemaBreaks } from './schema-breaks';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS } from './topics';

export type SchemasByTopic = ReadonlyMap<string, RecordSchema>;

/** The folder of the schemas that the last release had, one `<topic>.avsc` each; committed. */
export const RELEASED = path.resolve(__dirname, '../../schemas/released');

const EXTENSION = '.avsc';

/** The schemas as this build declares them. */
export const CURRENT_SCHEMAS: SchemasByTopic = new Map(
  EVENT_TOPIC_NAMES.map((topic) => [topic, EVENT_TOPICS[topic].schema]),
);

/** The schemas in a folder of released ones, none when there is no such folder. */
export function readReleased(folder: string): SchemasByTopic {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(EXTENSION)) : [];
  return new Map(
    files.map((name) => [
      path.basename(name, EXTENSION),
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as RecordSchema,
    ]),
  );
}

/**
 * What keeps `current` from following `released`: one line for each field, `topic: field "name": reason`. A topic that was
 * released and is gone is one too: its records may still be there. Topics that are new break nothing.
 */
export function releaseBreaks(released: SchemasByTopic, current: SchemasByTopic): string[] {
  return [...released].flatMap(([topic, before]) => {
    const now = current.get(topic);
    return now === undefined
      ? [`${topic}: is not declared any more`]
      : schemaBreaks(before, now).map((problem) => `${topic}: ${problem}`);
  });
}

/** Makes `current` the released ones. The caller has seen to it that nothing breaks. */
export function writeReleased(folder: string, current: SchemasByTopic): void {
  mkdirSync(folder, { recursive: true });
  for (const [topic, schema] of current)
    writeFileSync(path.join(folder, topic + EXTENSION), `${JSON.stringify(schema, null, 2)}\n`);
}
