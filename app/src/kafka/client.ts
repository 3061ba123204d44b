import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { logger } from '@firewatch/telemetry';

const log = logger.child({ 'log.logger': 'kafkajs' });

/** A client of the brokers, `host:port` each; it connects when something is asked of it. Logs go to the process's logger. */
export function kafkaClient(clientId: string, brokers: string[]): Kafka {
  return new Kafka({
    clientId,
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    // The callers have loops of their own: a call should fail soon enough for them to say what is wrong.
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 5 },
    logLevel: logLevel.INFO,
    logCreator: () => writeLog,
  });
}

/** The senders limit retries on purpose: events are published at least once, and a failed batch is sent again. */
const EXPECTED = /^Limiting retries for the idempotent producer/;

function writeLog({ level, namespace, log: { message, broker, groupId, error } }: LogEntry): void {
  const labels = Object.fromEntries(
    Object.entries({ namespace, broker: text(broker), group: text(groupId), kafka_error: text(error) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  // KafkaJS calls an error what it goes on to try again by itself; what it gives up on is thrown, and logged by its caller.
  if (level > logLevel.WARN || EXPECTED.test(message)) log.debug({ labels }, message);
  else log.warn({ labels }, message);
}

function text(value: unknown): string | undefined {
  if (value instanceof Error) return value.message;
  return typeof value === 'string' ? value : undefined;
}
