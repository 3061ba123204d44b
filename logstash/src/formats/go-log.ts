import { startsUnindented, type Format } from './format';
import { asString, mergeFields, parseObject } from './json';
import { toLabels, toOrigin } from './labels';

const PAIR = /([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;
const KNOWN = new Set(['ts', 'time', 'level', 'caller', 'source', 'msg', 'err', 'error', 'component']);

/** Go programs: go-kit (`ts`, `caller`), slog (`time`, `source`) and logrus (`time`), each as `key=value` pairs or as JSON. */
export const goLog: Format = {
  name: 'go-log',
  startsRecord: startsUnindented,
  parse(record) {
    const pairs = parseObject(record) ?? parsePairs(record.trimEnd());
    const time = Date.parse(asString(pairs?.['ts'] ?? pairs?.['time']) ?? '');
    if (pairs === undefined || Number.isNaN(time)) return undefined;
    const error = asString(pairs['err'] ?? pairs['error']);
    return {
      timestamp: new Date(time).toISOString(),
      level: asString(pairs['level']),
      message: asString(pairs['msg']) ?? error ?? record,
      fields: mergeFields(toOrigin(pairs['caller'] ?? pairs['source']), {
        ...(pairs['component'] && { log: { logger: pairs['component'] } }),
        ...(error && { error: { message: error } }),
        ...toLabels(pairs, KNOWN),
      }),
    };
  },
};

/** @returns undefined unless the whole text is pairs. */
function parsePairs(text: string): Record<string, string> | undefined {
  const pairs: Record<string, string> = {};
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < text.length) {
    const match = PAIR.exec(text);
    if (match?.[1] === undefined) return undefined;
    pairs[match[1]] = match[2] === undefined ? (match[3] ?? '') : unescape(match[2]);
  }
  return pairs;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}
