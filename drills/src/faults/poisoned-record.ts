import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { kafkaOf, withAdmin } from './kafka';

const POISON = { key: 'drill', value: 'This is no JSON: a drill put it here.' };

/** A topic of Dapr's pub/sub gets a record that no subscriber can be given, since it is no JSON. The sidecar puts it aside. */
export function poisonedRecord(
  { topic }: Extract<FaultSpec, { name: 'poisoned-record' }>,
  { settings }: FaultContext,
): Fault {
  const deadLetters = `${topic}.dead-letter`;
  const putAside = () =>
    withAdmin(settings, async (admin) =>
      (await admin.fetchTopicOffsets(deadLetters)).reduce((sum, { high }) => sum + Number(high), 0),
    );
  let before: number | undefined;
  return {
    title: `a record of ${topic} is no JSON`,
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
