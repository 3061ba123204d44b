import type { TraceCarrier } from '@firewatch/telemetry';
import { DependencyUnavailableError, messageOf } from '../errors';
import { DEAD_LETTER_TOPIC } from '../events/topics';
import { RecordRefusedError, type RecordSender } from '../outbox/ports';
import type { Failure } from './failure-headers';
import { fittingLetter, sizeOf, type FailedRecord } from './fitting-letter';

/** How large a dead letter may be, in the order in which it is tried: the topic may take less than it is declared to. Bytes. */
const LIMITS = [DEAD_LETTER_TOPIC.maxMessageBytes, 256 * 1024, 16 * 1024, 4 * 1024];

/**
 * Sends a record to the dead-letter topic, as it came if that fits and cut to what fits if not. Resolves when it is stored;
 * throws DependencyUnavailableError when that is not possible now.
 */
export async function storeDeadLetter(
  sender: RecordSender,
  record: FailedRecord,
  failure: Failure,
  attempt: TraceCarrier,
): Promise<void> {
  let refusal: unknown;
  let refusedSize = Infinity;
  for (const limit of LIMITS) {
    const letter = fittingLetter(record, failure, attempt, limit);
    const size = sizeOf(letter);
    if (size >= refusedSize) continue;
    try {
      await sender.send([letter]);
      return;
    } catch (error) {
      if (!(error instanceof RecordRefusedError)) throw error;
      refusal = error;
      refusedSize = size;
    }
  }
  const what = `kafka refuses a dead letter of ${refusedSize} bytes (${messageOf(refusal)}); make dev-restart SERVICE=kafka-prepare sets the topic ${DEAD_LETTER_TOPIC.name} as it is declared`;
  throw new DependencyUnavailableError('kafka', refusal, what);
}
