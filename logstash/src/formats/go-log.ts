import { mergeFields, newFields, type Fields } from '../fields';
import { startsUnindented, type Format } from './format';
import { asString, asText, parseObject } from './json';
import { toLabels, toOrigin } from './labels';
import { fromIso } from './timestamp';

const PAIR = /([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;
const KNOWN = new Set(['ts', 'time', 'level', 'caller', 'source', 'msg', 'err', 'error', 'component']);

/** Go programs: go-kit (`ts`, `caller`), slog (`time`, `source`) and logrus (`time`), each as `key=value` pairs or as JSON. */
export const goLog: Format = {
  name: 'go-log',
  startsRecord: startsUnindented,
  parse(record) {
    const pairs = parseObject(record) ?? parsePairs(record.trimEnd());
    const timestamp = fromIso(asString(pairs?.['ts'] ?? pairs?.['time']));
    if (pairs === undefined || timestamp === undefined) return undefined;
    const error = asString(pairs['err'] ?? pairs['error']);
    return {
      timestamp,
      level: asString(pairs['level']),
      message: asText(pairs['msg']) || (error ?? record),
      fields: mergeFields(toOrigin(pairs['caller'] ?? pairs['source']), {
        ...(pairs['component'] && { log: { logger: pairs['component'] } }),
        ...(error && { error: { message: error } }),
        ...toLabels(pairs, KNOWN),
      }),
    };
  },
};

/** @returns undefined unless the whole text is pairs. */
function parsePairs(text: string): Fields | undefined {
  const pairs = newFields();
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < text.length) {
    const match = PAIR.exec(text);
    if (match?.[1] === undefined) return undefined;
    pairs[match[1]] = match[2] === undefined ? (match[3] ?? '') : unescape(match[2]);
  }
  return pairs;
}

const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => ESCAPES.get(character) ?? character);
}
