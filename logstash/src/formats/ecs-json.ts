import { isFields, type Fields } from '../fields';
import { startsUnindented, type Format } from './format';
import { asString, asText, expandDots, parseObject } from './json';
import { fromIso } from './timestamp';

/** ECS JSON, one object a line: our own services (pino), and Elasticsearch where it is set to log JSON. */
export const ecsJson: Format = {
  name: 'ecs-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    if (source === undefined) return undefined;
    const { '@timestamp': time, message, ...rest } = expandDots(source);
    const timestamp = fromIso(asString(time));
    if (timestamp === undefined) return undefined;
    const { log, ...fields } = rest;
    const { level, ...logFields } = isFields(log) ? log : ({} as Fields);
    return {
      timestamp,
      level: asString(level),
      message: asText(message),
      fields: Object.keys(logFields).length === 0 ? fields : { ...fields, log: logFields },
    };
  },
};
