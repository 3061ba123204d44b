import { startsUnindented, type Format } from './format';
import { parseGoStandard } from './go-standard';
import { asString, parseObject } from './json';
import { toLabels } from './labels';

const KNOWN = new Set(['app_id', 'instance', 'level', 'msg', 'scope', 'time', 'type', 'ver']);

/** daprd and Sentry with `--log-as-json`. */
export const daprJson: Format = {
  name: 'dapr-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    const timestamp = Date.parse(asString(source?.['time']) ?? '');
    if (source === undefined || Number.isNaN(timestamp)) return parseGoStandard(record);
    return {
      timestamp: new Date(timestamp).toISOString(),
      level: asString(source['level']),
      message: asString(source['msg']) ?? '',
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
