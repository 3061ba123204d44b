import { startsUnindented, type Format } from './format';
import { asString, mergeFields, parseObject } from './json';
import { toLabels, toOrigin } from './labels';

const KNOWN = new Set(['level', 'time', 'caller', 'message', 'error', 'stack']);

/** Toxiproxy: zerolog's JSON. */
export const zerologJson: Format = {
  name: 'zerolog-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    const level = asString(source?.['level']);
    if (source === undefined || level === undefined) return undefined;
    const time = Date.parse(asString(source['time']) ?? '');
    const error = asString(source['error']);
    return {
      ...(!Number.isNaN(time) && { timestamp: new Date(time).toISOString() }),
      level,
      message: asString(source['message']) ?? '',
      fields: mergeFields(toOrigin(source['caller']), {
        ...(error && { error: { message: error } }),
        ...toLabels(source, KNOWN),
      }),
    };
  },
};
