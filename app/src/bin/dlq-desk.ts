import { readDlqConfig } from '../config';
import { asideTopic } from '../dead-letters/aside-topic';
import { decisionTable } from '../dead-letters/decision-table';
import type { Desk } from '../dead-letters/desk';
import { groupPlaces } from '../dead-letters/group-places';
import { skipTable } from '../dead-letters/skip-table';
import { topicReader } from '../dead-letters/topic-reader';
import { dedicatedClient } from '../db/connect';
import { orUnavailable } from '../db/failures';
import { DEAD_LETTER_TOPIC, NOTIFICATION_DEAD_LETTER_TOPIC } from '../events/topics';
import { kafkaClient } from '../kafka/client';
import { eventDecoder } from '../kafka/event-decoder';
import { recordSender } from '../kafka/record-sender';
import { writerSchemas } from '../kafka/writer-schemas';
import { terminalScreen } from './terminal-screen';

const NAME = 'dlq';

/** Runs a command with the real parts, and puts them away. Throws EnvironmentError, and what the command throws. */
export async function atDesk(signal: AbortSignal, command: (desk: Desk) => Promise<void>): Promise<void> {
  const config = readDlqConfig();
  const client = dedicatedClient(config.DATABASE_URL, NAME);
  // An 'error' without a listener would end the process; the next query says what happened.
  client.on('error', () => undefined);
  const kafka = kafkaClient(NAME, config.KAFKA_BROKERS);
  const sender = recordSender(kafka);
  try {
    await orUnavailable(() => client.connect());
    await command({
      source: topicReader(kafka, DEAD_LETTER_TOPIC.name),
      aside: asideTopic(kafka, NOTIFICATION_DEAD_LETTER_TOPIC.name),
      decisions: decisionTable(client),
      skips: { ...groupPlaces(kafka), ...skipTable(client) },
      decoder: eventDecoder(writerSchemas(config.SCHEMA_REGISTRY_URL)),
      sender,
      screen: terminalScreen(signal),
      consoleUrl: config.CONSOLE_URL,
      signal,
    });
  } finally {
    await sender.close();
    await client.end().catch(() => undefined);
  }
}
