import { failedAt, traceIdOf } from './dead-letter';
import type { Decoded } from './decode-letter';
import { idOf } from './place';
import { hexDump, printable, printableKey } from './printable';
import type { Screen } from './screen';
import type { ListedLetter } from './selection';

const DUMPED_BYTES = 256;

/** All that is known of one dead letter, for a person. @param consoleUrl where traces can be looked at, if anywhere */
export function detailsOf(
  { letter, decision }: ListedLetter,
  decoded: Decoded,
  { paint }: Pick<Screen, 'paint'>,
  consoleUrl: string | undefined,
): string[] {
  const { failure, headers, key, value } = letter;
  const traceId = traceIdOf(letter);
  const facts = {
    decision: decision ? `${decision.decision} at ${decision.decidedAt.toISOString()}` : 'none: it waits',
    because: decision?.reason ?? undefined,
    'failed at': failedAt(letter).toISOString(),
    origin: failure && `${failure.topic}, partition ${failure.partition}, offset ${failure.offset}`,
    group: failure?.group,
    reason: failure?.code,
    message: failure?.message,
    key: printableKey(key),
    'event id': headers['ce_id'],
    trace: traceId && (consoleUrl === undefined ? traceId : `${consoleUrl}/traces/${traceId}`),
  };
  return [
    paint('bold', `Dead letter ${idOf(letter)}`),
    ...linesOf(facts),
    '',
    paint('bold', 'Headers'),
    ...linesOf(Object.fromEntries(Object.entries(headers).toSorted(([a], [b]) => a.localeCompare(b)))),
    '',
    ...('payload' in decoded ? payloadLines(decoded.payload, paint) : dumpLines(decoded.why, value, paint)),
  ];
}

function linesOf(facts: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const width = Math.max(...known.map(([name]) => printable(name).length));
  return known.map(([name, text]) => `  ${printable(name).padEnd(width)}  ${printable(text)}`);
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
