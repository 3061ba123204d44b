import { createHash } from 'node:crypto';
import { isInstant } from '@firewatch/telemetry';
import { mergeFields, type Fields } from './fields';
import { plain, sourceOf, type Format, type Parsed, type Source } from './formats';
import { toEcsLevel } from './level';
import { LIMITS, UnreadableRecordError } from './limits/limits';
import { withinLimits } from './limits/within-limits';
import type { LogRecord } from './record';

export type Outcome = 'indexed' | 'unparsed' | 'rejected';

/** One document on its way to Elasticsearch. */
export interface LogDocument {
  readonly id: string;
  readonly index: string;
  readonly source: Fields;
  readonly outcome: Outcome;
  readonly record: LogRecord;
  /** Why the record could not be read, where it should have been. */
  readonly problem?: UnreadableRecordError;
}

export const INDEX_PREFIX = 'firewatch-logs-';

const DAY_MS = 86_400_000;
/** Days around the time of reading for which a record gets the index of its own day; each day is one more index. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 1;

/**
 * The ECS document of a record: what its format says, with the fields on which every document can be searched set last:
 * `service.name` (the process's name, whatever a line says), `event.dataset`, `log.file.path`. A record that its format does not know, or that
 * fails it in any way, is kept as a message with the tag `_unparsed`. Never throws.
 * @param readAt taken as the time of a record that has none of its own.
 */
export function toDocument(record: LogRecord, readAt: Date): LogDocument {
  const source = sourceOf(record.process);
  try {
    const parsed = parse(source.format, record.text);
    return parsed === undefined ? unparsed(record, source, readAt) : indexed(record, source, readAt, parsed);
  } catch (error) {
    return unparsed(record, source, readAt, toProblem(error));
  }
}

/** JSON is whole in its first line; what follows it, because it is indented, belongs to the message. */
function parse(format: Format, text: string): Parsed | undefined {
  const whole = format.parse(text);
  const end = text.indexOf('\n');
  if (whole !== undefined || end === -1 || !text.startsWith('{')) return whole;
  const first = format.parse(text.slice(0, end));
  return first && { ...first, message: first.message + text.slice(end) };
}

function indexed(record: LogRecord, source: Source, readAt: Date, parsed: Parsed): LogDocument {
  const { timestamp = readAt.toISOString(), level, message, fields = {} } = parsed;
  if (!isInstant(new Date(timestamp))) throw new UnreadableRecordError('time', `${timestamp} is no time`);
  const always: Fields = {
    '@timestamp': timestamp,
    message: message.toWellFormed(),
    ...(level && { log: { level: toEcsLevel(level).toWellFormed() } }),
  };
  return documentOf(record, source, readAt, 'indexed', mergeFields(withinLimits(fields), always));
}

function unparsed(record: LogRecord, source: Source, readAt: Date, problem?: UnreadableRecordError): LogDocument {
  const fields: Fields = {
    '@timestamp': readAt.toISOString(),
    message: record.text.toWellFormed(),
    ...(problem && { error: { message: problem.message } }),
    ...(source.format !== plain && { tags: ['_unparsed'] }),
  };
  return { ...documentOf(record, source, readAt, 'unparsed', fields), ...(problem && { problem }) };
}

function documentOf(record: LogRecord, source: Source, readAt: Date, outcome: Outcome, fields: Fields): LogDocument {
  return {
    id: documentId(record),
    index: indexOfTime(new Date(fields['@timestamp'] as string), readAt),
    source: mergeFields(fields, originOf(record, source)),
    outcome,
    record,
  };
}

function originOf(record: LogRecord, { program }: Source): Fields {
  return {
    ecs: { version: '8.10.0' },
    service: { name: record.process.toWellFormed() },
    event: { dataset: `${program}.log`.toWellFormed() },
    log: { file: { path: record.path.toWellFormed() } },
  };
}

function toProblem(error: unknown): UnreadableRecordError {
  if (error instanceof UnreadableRecordError) return error;
  return new UnreadableRecordError(
    'parser',
    `the parser failed: ${error instanceof Error ? error.message : 'no error'}`,
  );
}

/**
 * The next simpler form of a document that Elasticsearch refuses (a name used with two types, too many names, too large): first the
 * raw record under `message` and `event.original`, tagged `_rejected`; then the beginning of its text alone, tagged `_shortened` as well.
 * @param reason what Elasticsearch said.
 * @returns undefined where there is no simpler one
 */
export function simpler(document: LogDocument, reason: string): LogDocument | undefined {
  const { record, outcome } = document;
  const isShort = (document.source['tags'] as readonly string[] | undefined)?.includes('_shortened');
  if (isShort) return undefined;
  const shortened = outcome === 'rejected';
  const text = (shortened ? record.text.slice(0, LIMITS.shortenedCharacters) : record.text).toWellFormed();
  const fields: Fields = {
    '@timestamp': document.source['@timestamp'],
    message: text,
    ...(!shortened && { event: { original: text } }),
    error: { message: reason.slice(0, LIMITS.shortenedCharacters).toWellFormed() },
    tags: shortened ? ['_rejected', '_shortened'] : ['_rejected'],
  };
  return {
    ...document,
    source: mergeFields(fields, originOf(record, sourceOf(record.process))),
    outcome: 'rejected',
  };
}

/** The same record always gets the same id, so that shipping it twice stores it once. */
function documentId({ file, start, text }: LogRecord): string {
  return createHash('sha256').update(`${file.device}:${file.inode}:${start}:${text}`).digest('base64url').slice(0, 27);
}

/** The index of a day; one that says 1970 or 2999 goes to the day of reading, or lines could make indices without end. */
function indexOfTime(time: Date, readAt: Date): string {
  const days = (time.getTime() - readAt.getTime()) / DAY_MS;
  return indexOfDay(days >= -DAYS_BACK && days <= DAYS_AHEAD ? time : readAt);
}

/** The index of that day in UTC. */
export function indexOfDay(day: Date): string {
  return INDEX_PREFIX + day.toISOString().slice(0, 10).replaceAll('-', '.');
}
