import type { Format } from './format';
import { ecsJson } from './ecs-json';
import { toJavaError } from './java-stack';
import { fromIso } from './timestamp';

const RECORD =
  /^\[(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2},\d{3})\]\[([A-Z]+) *\]\[([^\]]+)\] \[([^\]]*)\] ?([^\n]*)(?:\n([\s\S]*))?$/;

/** Elasticsearch's console: ECS JSON, or `[time][LEVEL][logger] [node] message` in local time with a stack trace after it. */
export const elasticsearch: Format = {
  name: 'elasticsearch',
  startsRecord: (line) => line.startsWith('{') || line.startsWith('['),
  parse(record) {
    const json = ecsJson.parse(record);
    if (json !== undefined) return json;
    const match = RECORD.exec(record);
    const timestamp = fromIso(match?.[1]);
    if (match === null || timestamp === undefined) return undefined;
    const following = match[6] ?? '';
    const error = toJavaError(following);
    return {
      timestamp,
      level: match[2],
      message: 'error' in error || following === '' ? (match[5] ?? '') : `${match[5] ?? ''}\n${following}`,
      fields: { log: { logger: match[3]?.trimEnd() }, elasticsearch: { node: { name: match[4] } }, ...error },
    };
  },
};
