import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { kafkaOf, withAdmin } from './kafka';

const POISON = { key: 'drill', value: 'This is neither JSON nor Avro: a drill put it here.' };

/** What a sidecar cannot give to its service has a topic of its own; what a consumer cannot read is with that of all. */
const DEAD_LETTERS: Readonly<Record<string, string>> = {
  'notification.requested': 'notification.requested.dead-letter',
};

/** A topic gets a record that nobody who reads it can make anything of. It is put aside. */
export function poisonedRecord(
  { topic }: Extract<FaultSpec, { name: 'poisoned-record' }>,
  { settings }: FaultContext,
): Fault {
  const deadLetters = DEAD_LETTERS[topic] ?? 'dead-letter';
  const putAside = () =>
    withAdmin(settings, async (admin) =>
      (await admin.fetchTopicOffsets(deadLetters)).reduce((sum, { high }) => sum + Number(high), 0),
    );
  let before: number | undefined;
  return {
    title: `a record of ${topic} is neither JSON nor Avro`,
    async inject() {
      before = await putAside();
      const producer = kafkaOf(settings).producer({ allowAutoTopicCreation: false });
      try {
        await producer.connect();
        await producer.send({ topic, acks: -1, messages: [POISON] });
      } finally {
        await producer.disconnect();
      }
    },
    async missing() {
      if (before === undefined) return `no record was put on ${topic}`;
      return (await putAside()) > before ? undefined : `nothing came to ${deadLetters}`;
    },
    // Nothing is broken any more: the record was put aside when it was read, and holds up no other.
    withdraw: () => Promise.resolve(),
  };
}
