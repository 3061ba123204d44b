import { mergeFields } from '../fields';
import { startsUnindented, type Format } from './format';
import { parseGoStandard } from './go-standard';
import { asString, asText, parseObject } from './json';
import { toLabels, toOrigin } from './labels';
import { fromSeconds } from './timestamp';

const KNOWN = new Set(['level', 'ts', 'caller', 'msg', 'stacktrace', 'error']);

/** Jaeger: zap's JSON, with the time in seconds since 1970; before its logger is up, lines of Go's standard logger in local time. */
export const zapJson: Format = {
  name: 'zap-json',
  startsRecord: startsUnindented,
  parse(record) {
    const source = parseObject(record);
    const seconds = source?.['ts'];
    const timestamp = typeof seconds === 'number' ? fromSeconds(seconds) : undefined;
    if (source === undefined || timestamp === undefined) return parseGoStandard(record);
    const error = asString(source['error']);
    const stack = asString(source['stacktrace']);
    return {
      timestamp,
      level: asString(source['level']),
      message: asText(source['msg']),
      fields: mergeFields(toOrigin(source['caller']), {
        ...((error ?? stack) && { error: { ...(error && { message: error }), ...(stack && { stack_trace: stack }) } }),
        ...toLabels(source, KNOWN),
      }),
    };
  },
};
