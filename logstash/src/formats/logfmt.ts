import { startsUnindented, type Format } from './format';
import { mergeFields } from './json';
import { toLabels, toOrigin } from './labels';

const PAIR = /([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;
const KNOWN = new Set(['ts', 'time', 'level', 'caller', 'source', 'msg', 'err', 'error', 'component']);

/** `key=value` lines of Go programs: go-kit (`ts`, `caller`), slog (`time`, `source`) and logrus (`time`). */
export const logfmt: Format = {
  name: 'logfmt',
  startsRecord: startsUnindented,
  parse(record) {
    const pairs = parsePairs(record.trimEnd());
    const time = Date.parse(pairs?.['ts'] ?? pairs?.['time'] ?? '');
    if (pairs === undefined || Number.isNaN(time)) return undefined;
    const error = pairs['err'] ?? pairs['error'];
    return {
      timestamp: new Date(time).toISOString(),
      level: pairs['level'],
      message: pairs['msg'] ?? error ?? record,
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
