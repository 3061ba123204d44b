import { once } from 'node:events';
import { counter, gauge, logger } from '@firewatch/telemetry';
import { readEnvironment } from '../config';
import { Delivery } from '../elasticsearch/deliver';
import { ElasticsearchClient } from '../elasticsearch/elasticsearch-client';
import { buildHealthServer } from '../health-server';
import { rarely } from '../rarely';
import { Shipper } from '../shipper';

const WARNING_INTERVAL_MS = 30_000;
const PREPARE_INTERVAL_MS = 1000;

async function main(): Promise<void> {
  const env = readEnvironment();
  const client = new ElasticsearchClient({
    url: env.ELASTICSEARCH_URL.replace(/\/$/, ''),
    username: env.ELASTICSEARCH_USERNAME,
    password: env.ELASTICSEARCH_PASSWORD,
  });
  const lines = counter('log_shipper_lines_total');
  const delivery = new Delivery(client, {
    onStored: (service, outcome) => lines.inc({ service, outcome }),
    onRetry: rarely(WARNING_INTERVAL_MS, (error: unknown, heldBack) =>
      logger.warn({ err: error, held_back: heldBack }, 'Elasticsearch takes no documents; reading waits until it does'),
    ),
    onLost: rarely(WARNING_INTERVAL_MS, ({ record }, heldBack) =>
      logger.error(
        { log_file: record.path, offset: record.start, held_back: heldBack },
        'Elasticsearch refused a record in its simplest form',
      ),
    ),
  });
  const shipper = new Shipper({ logDirectory: env.LOG_DIR, stateFile: env.STATE_FILE }, delivery);
  await shipper.loadPositions().catch((error: unknown) => {
    logger.warn(
      { err: error },
      'The state file is damaged; all log files are shipped from their start, which doubles nothing',
    );
    return shipper.loadPositions({ forget: true });
  });
  gauge('log_shipper_lag_bytes').collect(async (set) => {
    for (const [service, bytes] of await shipper.lagBytes()) set({ service }, bytes);
  });

  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const server = buildHealthServer(() => delivery.ready).listen(env.HTTP_PORT, env.HTTP_HOST);
  await once(server, 'listening');
  logger.info({ log_dir: env.LOG_DIR }, 'The log shipper is running');

  const prepare = setInterval(() => void delivery.prepare().catch(() => undefined), PREPARE_INTERVAL_MS);
  try {
    await shipper.run(stop.signal);
  } finally {
    clearInterval(prepare);
    server.close();
    server.closeAllConnections();
  }
  logger.info('The log shipper has stopped');
}

main().catch((error: unknown) => {
  logger.fatal({ err: error }, 'The log shipper cannot run');
  process.exitCode = 1;
});
