import { createHash } from 'node:crypto';
import { plain, sourceOf, type Fields } from './formats';
import { mergeFields } from './formats/json';
import { toEcsLevel } from './level';
import type { LogRecord } from './record';

export type Outcome = 'indexed' | 'unparsed' | 'rejected';

/** One document on its way to Elasticsearch. */
export interface LogDocument {
  readonly id: string;
  readonly index: string;
  readonly source: Fields;
  readonly outcome: Outcome;
  readonly record: LogRecord;
}

export const INDEX_PREFIX = 'firewatch-logs-';

/**
 * The ECS document of a record: what its format says, with the fields on which every document can be searched set last:
 * `service.name` (the process's name, whatever a line says), `event.dataset`, `log.file.path`. A record that its format does not know is kept
 * as a message with the tag `_unparsed`.
 * @param readAt taken as the time of a record that has none of its own.
 */
export function toDocument(record: LogRecord, readAt: Date): LogDocument {
  const { format, program } = sourceOf(record.process);
  const parsed = format.parse(record.text);
  const { timestamp, level, message, fields = {} } = parsed ?? { message: record.text };
  const time = timestamp ?? readAt.toISOString();
  const always: Fields = {
    '@timestamp': time,
    message,
    ...(level && { log: { level: toEcsLevel(level) } }),
    ecs: { version: '8.10.0' },
    ...(parsed === undefined && format !== plain && { tags: ['_unparsed'] }),
  };
  const origin: Fields = {
    service: { name: record.process },
    event: { dataset: `${program}.log` },
    log: { file: { path: record.path } },
  };
  return {
    id: documentId(record),
    index: indexOf(time),
    source: mergeFields(mergeFields(fields, always), origin),
    outcome: parsed === undefined ? 'unparsed' : 'indexed',
    record,
  };
}

/**
 * The form that every index takes, for a document whose fields Elasticsearch refused (a name used with two types, too many names):
 * the raw record under `message` and `event.original`, tagged `_rejected`.
 * @param reason what Elasticsearch said.
 */
export function toRejected(document: LogDocument, reason: string): LogDocument {
  const { record } = document;
  return {
    ...document,
    source: {
      '@timestamp': document.source['@timestamp'],
      message: record.text,
      service: { name: record.process },
      event: { dataset: `${sourceOf(record.process).program}.log`, original: record.text },
      error: { message: reason },
      log: { file: { path: record.path } },
      tags: ['_rejected'],
    },
    outcome: 'rejected',
  };
}

/** The same record always gets the same id, so that shipping it twice stores it once. */
function documentId({ file, start, text }: LogRecord): string {
  return createHash('sha256').update(`${file.device}:${file.inode}:${start}:${text}`).digest('base64url').slice(0, 27);
}

function indexOf(time: string): string {
  return INDEX_PREFIX + time.slice(0, 10).replaceAll('-', '.');
}
