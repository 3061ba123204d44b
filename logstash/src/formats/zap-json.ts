import { startsUnindented, type Format } from './format';
import { asString, mergeFields, parseObject } from './json';
import { fromLocalTime } from './local-time';
import { toLabels, toOrigin } from './labels';

const KNOWN = new Set(['level', 'ts', 'caller', 'msg', 'stacktrace', 'error']);

const STANDARD = /^(\d{4})\/(\d{2})\/(\d{2} \d{2}:\d{2}:\d{2}) ([\s\S]*)$/;

/** Jaeger: zap's JSON, with the time in seconds since 1970; before its logger is up, lines of Go's standard logger in local time. */
export const zapJson: Format = {
  name: 'zap-json',
  startsRecord: startsUnindented,
  parse(record) {
    const standard = STANDARD.exec(record);
    if (standard?.[1] !== undefined) {
      const time = `${standard[1]}-${standard[2] ?? ''}-${standard[3] ?? ''}`;
      return { timestamp: fromLocalTime(time), message: standard[4] ?? '' };
    }
    const source = parseObject(record);
    const seconds = source?.['ts'];
    if (source === undefined || typeof seconds !== 'number') return undefined;
    const error = asString(source['error']);
    const stack = asString(source['stacktrace']);
    return {
      timestamp: new Date(Math.round(seconds * 1000)).toISOString(),
      level: asString(source['level']),
      message: asString(source['msg']) ?? '',
      fields: mergeFields(toOrigin(source['caller']), {
        ...((error ?? stack) && { error: { ...(error && { message: error }), ...(stack && { stack_trace: stack }) } }),
        ...toLabels(source, KNOWN),
      }),
    };
  },
};
