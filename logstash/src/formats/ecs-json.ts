import { startsUnindented, type Fields, type Format } from './format';
import { asString, expandDots, isFields, parseObject } from './json';

/** ECS JSON, one object a line: our own services (pino), and Elasticsearch where it is set to log JSON. */
export const ecsJson: Format = {
  name: 'ecs-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    if (source === undefined) return undefined;
    const { '@timestamp': time, message, ...rest } = expandDots(source);
    const timestamp = asString(time);
    if (timestamp === undefined || Number.isNaN(Date.parse(timestamp))) return undefined;
    const { log, ...fields } = rest;
    const { level, ...logFields } = isFields(log) ? log : ({} as Fields);
    return {
      timestamp: new Date(timestamp).toISOString(),
      level: asString(level),
      message: asString(message) ?? '',
      fields: Object.keys(logFields).length === 0 ? fields : { ...fields, log: logFields },
    };
  },
};
