import { endpoints, type Settings } from '@firewatch/native';
import { Kafka, logLevel, type Admin } from 'kafkajs';

/** A client of the platform's brokers that logs nothing: what fails is thrown, and a drill's output is the drill's. */
export function kafkaOf(settings: Settings): Kafka {
  return new Kafka({
    clientId: 'drill',
    brokers: [...endpoints(settings).kafkaBrokers],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 200, retries: 5 },
  });
}

/** Does some work with an admin client, and puts the client away. Throws KafkaJS's errors, and what the work throws. */
export async function withAdmin<Result>(settings: Settings, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = kafkaOf(settings).admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
