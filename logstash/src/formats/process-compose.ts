import { startsUnindented, type Format } from './format';
import { asString, asText, parseObject } from './json';
import { fromIso } from './timestamp';

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const RECORD = /^(\d{2}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}) ([A-Z]{3}) ([\s\S]*)$/;

/** The supervisor's own log: zerolog's console form, coloured even in a file, local time with a year of two digits. */
export const processCompose: Format = {
  name: 'process-compose',
  startsRecord: startsUnindented,
  parse(record) {
    const match = RECORD.exec(record.replace(COLOUR, ''));
    const timestamp = fromIso(`20${match?.[1] ?? ''}`);
    if (match === null || timestamp === undefined) return undefined;
    return { timestamp, level: match[2], message: match[3] ?? '' };
  },
};

const ENVELOPE = new Set(['level', 'process', 'replica', 'message', 'time']);

/**
 * Undoes what the supervisor does to a process's line unless it is told otherwise: `{"level":…,"process":…,"replica":…,"message":<line>}`.
 * @returns the process's own line; a line without such an envelope as it is.
 */
export function unwrapLine(line: string): string {
  if (!line.startsWith('{"level":"')) return line;
  const source = parseObject(line);
  if (source === undefined || !Object.keys(source).every((name) => ENVELOPE.has(name))) return line;
  if (typeof source['replica'] !== 'number' || asString(source['process']) === undefined) return line;
  return asText(source['message']);
}
