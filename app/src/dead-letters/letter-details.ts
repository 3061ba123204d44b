import { headerText, type RecordHeaders } from '../events/record-headers';
import { failedAt, traceIdOf } from './dead-letter';
import type { Decoded } from './decode-letter';
import { idOf } from './place';
import { hexDump, printable, printableBytes, printableKey } from './printable';
import type { Screen } from './screen';
import type { ListedLetter } from './selection';
import { describeTruncation } from './truncation';

const DUMPED_BYTES = 256;
const SHOWN_CHARACTERS = 1_000;

/** All that is known of one dead letter, for a person. @param consoleUrl where traces can be looked at, if anywhere */
export function detailsOf(
  { letter, decision }: ListedLetter,
  decoded: Decoded,
  { paint }: Pick<Screen, 'paint'>,
  consoleUrl: string | undefined,
): string[] {
  const { failure, headers, key, value, truncation } = letter;
  const traceId = traceIdOf(letter);
  const facts = {
    decision: decision ? `${decision.decision} at ${decision.decidedAt.toISOString()}` : 'none: it waits',
    because: decision?.reason ?? undefined,
    'failed at': failedAt(letter)?.toISOString() ?? 'unknown',
    origin: failure && `${failure.topic}, partition ${failure.partition}, offset ${failure.offset}`,
    group: failure?.group,
    reason: failure?.code,
    message: failure?.message,
    truncated: truncation && describeTruncation(truncation),
    key: printableKey(key),
    'event id': headerText(headers, 'ce_id'),
    trace: traceId && (consoleUrl === undefined ? traceId : `${consoleUrl}/traces/${traceId}`),
  };
  return [
    paint('bold', `Dead letter ${idOf(letter)}`),
    ...linesOf(Object.entries(facts)),
    '',
    paint('bold', 'Headers'),
    ...linesOf(headerTexts(headers)),
    '',
    ...('payload' in decoded ? payloadLines(decoded.payload, paint) : dumpLines(decoded.why, value, paint)),
  ];
}

function headerTexts(headers: RecordHeaders): [name: string, text: string][] {
  return headers
    .map(([name, value]): [string, string] => [
      name,
      value === null ? '(no value)' : printableBytes(value, SHOWN_CHARACTERS),
    ])
    .toSorted(([a], [b]) => a.localeCompare(b));
}

function linesOf(facts: readonly (readonly [string, string | undefined])[]): string[] {
  const known = facts.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const names = known.map(([name]) => shorten(printable(name)));
  const width = names.reduce((longest, name) => Math.max(longest, name.length), 0);
  return known.map(([, text], at) => `  ${(names[at] ?? '').padEnd(width)}  ${shorten(printable(text))}`);
}

function shorten(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

function payloadLines(payload: unknown, paint: Screen['paint']): string[] {
  const lines = JSON.stringify(payload, null, 2).split('\n');
  return [paint('bold', 'Payload'), ...lines.map((line) => `  ${printable(line)}`)];
}

function dumpLines(why: string, value: Buffer | null, paint: Screen['paint']): string[] {
  const title = paint('bold', `Value, ${value ? `${value.length} bytes` : 'none'}`);
  const dump = hexDump(value ?? Buffer.alloc(0), DUMPED_BYTES).map((line) => `  ${line}`);
  return [title, `  ${paint('red', 'cannot be decoded:')} ${printable(why)}`, ...dump];
}
