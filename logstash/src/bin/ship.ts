import { once } from 'node:events';
import { counter, gauge, logger } from '@firewatch/telemetry';
import { readEnvironment } from '../config';
import type { LogDocument } from '../document';
import { Delivery } from '../elasticsearch/deliver';
import { ElasticsearchClient } from '../elasticsearch/elasticsearch-client';
import { buildHealthServer } from '../health-server';
import type { UnreadableRecordError } from '../limits/limits';
import { rarely } from '../rarely';
import type { LogRecord } from '../record';
import { Shipper } from '../shipper';

const WARNING_INTERVAL_MS = 30_000;
const UNREADABLE_INTERVAL_MS = 60_000;
const PREPARE_INTERVAL_MS = 1000;

/** One warning for each kind in a minute: the shipper's own log is shipped as well. */
const warnOfUnreadable = rarely(
  UNREADABLE_INTERVAL_MS,
  ({ record, problem }: { record: LogRecord; problem: UnreadableRecordError }, heldBack) =>
    logger.warn(
      { log_file: record.path, offset: record.start, kind: problem.kind, reason: problem.message, held_back: heldBack },
      'A record cannot be read and is kept as its text',
    ),
  { kindOf: ({ problem }) => problem.kind },
);

const reportLost = rarely(WARNING_INTERVAL_MS, ({ record }: LogDocument, heldBack) =>
  logger.error(
    { log_file: record.path, offset: record.start, held_back: heldBack },
    'Elasticsearch refused a record in its simplest form',
  ),
);

async function main(): Promise<void> {
  const env = readEnvironment();
  const client = new ElasticsearchClient({
    url: env.ELASTICSEARCH_URL.replace(/\/$/, ''),
    username: env.ELASTICSEARCH_USERNAME,
    password: env.ELASTICSEARCH_PASSWORD,
  });
  const lines = counter('log_shipper_lines_total');
  const delivery = new Delivery(client, {
    onStored: ({ record, outcome, problem }) => {
      lines.inc({ service: record.process, outcome });
      if (problem !== undefined) warnOfUnreadable({ record, problem });
    },
    onRetry: rarely(WARNING_INTERVAL_MS, (error: unknown, heldBack) =>
      logger.warn(
        { err: error, held_back: heldBack },
        'Elasticsearch stores no documents; reading waits until it does',
      ),
    ),
    onLost: (document) => {
      lines.inc({ service: document.record.process, outcome: 'lost' });
      reportLost(document);
    },
  });
  const shipper = new Shipper(
    {
      logDirectory: env.LOG_DIR,
      stateFile: env.STATE_FILE,
      onSkipped: (file, reason) => logger.warn({ log_file: file, reason }, 'Not a log file that can be read: skipped'),
    },
    delivery,
  );
  await shipper.loadPositions().catch((error: unknown) => {
    logger.warn(
      { err: error },
      'The state file is damaged; all log files are shipped from their start, which doubles nothing',
    );
    return shipper.loadPositions({ forget: true });
  });
  gauge('log_shipper_lag_bytes').collect(async (set) => {
    for (const [service, { bytes }] of await shipper.lag()) set({ service }, bytes);
  });
  gauge('log_shipper_lag_seconds').collect(async (set) => {
    for (const [service, { seconds }] of await shipper.lag()) set({ service }, seconds);
  });

  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const server = buildHealthServer(() => delivery.failure).listen(env.HTTP_PORT, env.HTTP_HOST);
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
