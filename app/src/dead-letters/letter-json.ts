import { failedAt, traceIdOf } from './dead-letter';
import type { Decoded } from './decode-letter';
import { idOf } from './place';
import { printableKey } from './printable';
import type { ListedLetter } from './selection';

/** A dead letter for scripts. Fields that do not apply are null. */
export function toJson({ letter, decision }: ListedLetter) {
  const { failure, headers, partition, offset, key } = letter;
  return {
    id: idOf(letter),
    partition,
    offset,
    failedAt: failedAt(letter).toISOString(),
    origin: failure
      ? { topic: failure.topic, partition: failure.partition, offset: failure.offset, group: failure.group }
      : null,
    reason: failure?.code ?? null,
    message: failure?.message ?? null,
    key: key && printableKey(key),
    eventId: headers['ce_id'] ?? null,
    traceId: traceIdOf(letter) ?? null,
    decision: decision ? { ...decision, decidedAt: decision.decidedAt.toISOString() } : null,
  };
}

/** The same with all that the record holds; `payload` is null where it cannot be decoded, and `undecodable` says why. */
export function toFullJson(listed: ListedLetter, decoded: Decoded) {
  const { headers, value } = listed.letter;
  return {
    ...toJson(listed),
    headers,
    payload: 'payload' in decoded ? decoded.payload : null,
    undecodable: 'why' in decoded ? decoded.why : null,
    valueBase64: value && value.toString('base64'),
  };
}
