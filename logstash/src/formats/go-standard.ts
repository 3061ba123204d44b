import type { Parsed } from './format';
import { fromIso } from './timestamp';

const RECORD = /^(\d{4})\/(\d{2})\/(\d{2} \d{2}:\d{2}:\d{2}) ([\s\S]*)$/;

/** Go's standard logger, local time: what libraries and early start-up write between a program's own lines. */
export function parseGoStandard(record: string): Parsed | undefined {
  const match = RECORD.exec(record);
  if (match?.[1] === undefined) return undefined;
  const timestamp = fromIso(`${match[1]}-${match[2] ?? ''}-${match[3] ?? ''}`);
  return timestamp === undefined ? undefined : { timestamp, message: match[4] ?? '' };
}
