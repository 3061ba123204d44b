import { createServer, type AddressInfo } from 'node:net';
import { kafkaClient } from './client';
import { startLagReporter } from './lag-reporter';
import { recordSender } from './record-sender';

/** Retries included; they take 3 s on a machine that has nothing else to do. */
const LONGEST_MS = 20_000;

/** An address at which nobody listens. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

test(
  'with the brokers away sending fails within seconds, says that Kafka is away, and may be tried again',
  async () => {
    const sender = recordSender(kafkaClient('test', [await freeAddress()]));
    await expect(sender.send([{ topic: 'task.created', key: 'a', value: null, headers: [] }])).rejects.toMatchObject({
      code: 'dependency_unavailable',
      dependency: 'kafka',
      retriable: true,
    });
    await sender.close();
  },
  LONGEST_MS,
);

test(
  'with the brokers away the lag reporter has no success to show, and stops',
  async () => {
    const reporter = startLagReporter(
      kafkaClient('test', [await freeAddress()]),
      [{ group: 'audit-log', topics: ['task.created'] }],
      10,
    );
    expect(reporter.lastSuccess()).toBe(0);
    await reporter.stop();
    expect(reporter.lastSuccess()).toBe(0);
  },
  LONGEST_MS,
);
