import type { Format } from './format';
import { toJavaError } from './java-stack';
import { fromIso } from './timestamp';

const START = /^\[\d{4}-\d{2}-\d{2} /;
const RECORD = /^\[(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3})\] ([A-Z]+) ([\s\S]*?)(?: \(([^()\s]+)\))?$/;

/** Kafka and ZooKeeper: log4j's `[%d] %p %m (%c)%n`, local time. A message may have several lines; a stack trace follows the logger's name. */
export const log4j: Format = {
  name: 'log4j',
  startsRecord: (line) => START.test(line),
  parse(record) {
    const split = endOfMessage(record);
    const match = RECORD.exec(record.slice(0, split).trimEnd());
    const timestamp = fromIso(match?.[1]);
    if (match === null || timestamp === undefined) return undefined;
    const following = record.slice(split);
    const error = toJavaError(following);
    const message = (match[3] ?? '').trimEnd();
    return {
      timestamp,
      level: match[2],
      message: 'error' in error || following === '' ? message : `${message}\n${following}`,
      fields: { ...(match[4] && { log: { logger: match[4] } }), ...error },
    };
  },
};

/** Where the first line that ends in a logger's name ends, or the end of the record. */
function endOfMessage(record: string): number {
  const end = / \([\w$.-]+\)\n/.exec(record);
  return end === null ? record.length : end.index + end[0].length;
}
