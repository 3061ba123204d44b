import { startsUnindented, type Format } from './format';
import { parseGoStandard } from './go-standard';
import { asString, asText, parseObject } from './json';
import { toLabels } from './labels';
import { fromIso } from './timestamp';

const KNOWN = new Set(['app_id', 'instance', 'level', 'msg', 'scope', 'time', 'type', 'ver']);

/** daprd and Sentry with `--log-as-json`. */
export const daprJson: Format = {
  name: 'dapr-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    const timestamp = fromIso(asString(source?.['time']));
    if (source === undefined || timestamp === undefined) return parseGoStandard(record);
    return {
      timestamp,
      level: asString(source['level']),
      message: asText(source['msg']),
      fields: {
        ...(asString(source['scope']) && { log: { logger: source['scope'] } }),
        ...(asString(source['ver']) && { service: { version: source['ver'] } }),
        ...(asString(source['instance']) && { host: { hostname: source['instance'] } }),
        dapr: { app_id: source['app_id'], type: source['type'] },
        ...toLabels(source, KNOWN),
      },
    };
  },
};
