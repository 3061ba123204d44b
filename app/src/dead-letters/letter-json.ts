import { headerText, type RecordHeaders } from '../events/record-headers';
import { failedAt, traceIdOf } from './dead-letter';
import type { Decoded } from './decode-letter';
import { idOf } from './place';
import { isText, printableKey } from './printable';
import type { ListedLetter } from './selection';

/** A dead letter for scripts. Fields that do not apply are null. */
export function toJson({ letter, decision }: ListedLetter) {
  const { failure, headers, partition, offset, key, truncation } = letter;
  return {
    id: idOf(letter),
    partition,
    offset,
    failedAt: failedAt(letter)?.toISOString() ?? null,
    origin: failure
      ? { topic: failure.topic, partition: failure.partition, offset: failure.offset, group: failure.group }
      : null,
    reason: failure?.code ?? null,
    message: failure?.message ?? null,
    key: key && printableKey(key),
    eventId: headerText(headers, 'ce_id') ?? null,
    traceId: traceIdOf(letter) ?? null,
    truncated: truncation ?? null,
    decision: decision ? { ...decision, decidedAt: decision.decidedAt.toISOString() } : null,
  };
}

/** The same with all that the record holds; a header's value is text, `{base64}` where it is no text, an array where it is repeated; `payload` is null where it cannot be decoded, and `undecodable` says why. */
export function toFullJson(listed: ListedLetter, decoded: Decoded) {
  const { headers, value } = listed.letter;
  return {
    ...toJson(listed),
    headers: headersJson(headers),
    payload: 'payload' in decoded ? decoded.payload : null,
    undecodable: 'why' in decoded ? decoded.why : null,
    valueBase64: value && value.toString('base64'),
  };
}

type HeaderJson = string | null | { base64: string };

function headersJson(headers: RecordHeaders): Record<string, HeaderJson | HeaderJson[]> {
  const byName = Map.groupBy(headers, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, ofName]) => {
      const [first = null, ...others] = ofName.map(([, value]) => valueJson(value));
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}

function valueJson(value: Buffer | null): HeaderJson {
  return value && (isText(value) ? value.toString() : { base64: value.toString('base64') });
}
