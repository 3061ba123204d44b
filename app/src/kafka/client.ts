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

function writeLog({ level, namespace, log: { message, broker, groupId, error } }: LogEntry): void {
  const labels = Object.fromEntries(
    Object.entries({ namespace, broker: text(broker), group: text(groupId), kafka_error: text(error) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  if (level === logLevel.ERROR) log.error({ labels }, message);
  else if (level === logLevel.WARN) log.warn({ labels }, message);
  else if (level === logLevel.INFO) log.debug({ labels }, message);
}

function text(value: unknown): string | undefined {
  if (value instanceof Error) return value.message;
  return typeof value === 'string' ? value : undefined;
}
