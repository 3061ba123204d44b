import type { Format } from './format';
import { toJavaError } from './java-stack';
import { fromIso } from './timestamp';

const START = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/;
const RECORD =
  /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:,\d{3})?) ([A-Z]+) +(?:<[^>]*> )?\[([^\]]*)\] \(([^)]+)\) ?([^\n]*)(?:\n([\s\S]*))?$/;

/**
 * Apicurio on Quarkus: `time LEVEL [logger] (thread) message`, local time, a stack trace after it. Apicurio's own
 * pattern has a `<context>` before the logger.
 */
export const quarkus: Format = {
  name: 'quarkus',
  startsRecord: (line) => START.test(line),
  parse(record) {
    const match = RECORD.exec(record);
    const timestamp = fromIso(match?.[1]);
    if (match === null || timestamp === undefined) return undefined;
    const following = match[6] ?? '';
    const error = toJavaError(following);
    const message = match[5] ?? '';
    return {
      timestamp,
      level: match[2],
      message: 'error' in error || following === '' ? message : `${message}\n${following}`,
      fields: {
        ...(match[3] && match[3] !== 'null' && { log: { logger: match[3] } }),
        process: { thread: { name: match[4] } },
        ...error,
      },
    };
  },
};
