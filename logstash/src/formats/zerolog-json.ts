import { mergeFields } from '../fields';
import { startsUnindented, type Format } from './format';
import { asString, asText, parseObject } from './json';
import { toLabels, toOrigin } from './labels';
import { fromIso } from './timestamp';

const KNOWN = new Set(['level', 'time', 'caller', 'message', 'error', 'stack']);

/** Toxiproxy: zerolog's JSON. */
export const zerologJson: Format = {
  name: 'zerolog-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    const level = asString(source?.['level']);
    if (source === undefined || level === undefined) return undefined;
    const time = asString(source['time']);
    const timestamp = fromIso(time);
    if (time !== undefined && timestamp === undefined) return undefined;
    const error = asString(source['error']);
    return {
      timestamp,
      level,
      message: asText(source['message']),
      fields: mergeFields(toOrigin(source['caller']), {
        ...(error && { error: { message: error } }),
        ...toLabels(source, KNOWN),
      }),
    };
  },
};
