import { logger } from '@firewatch/telemetry';
import { readConsumerConfig, type ConsumerConfig } from '../config';
import { ACTIVITY_PROJECTOR, activityProjector } from '../consumer/activity-projector';
import { AUDIT_LOG, auditLogWriter } from '../consumer/audit-log';
import { observeHeartbeats, runGroup, type RunningGroup } from '../consumer/group-runner';
import { endWhenStalled, isAlive } from '../consumer/heartbeat';
import { NOTIFICATION_DELIVERY, notificationDelivery } from '../consumer/notification-delivery';
import { NOTIFIER, notifier } from '../consumer/notifier';
import { daprClient } from '../dapr/client';
import { Invoker } from '../dapr/invoker';
import { notificationRequests } from '../dapr/notification-requests';
import { Publisher } from '../dapr/publisher';
import { recipients } from '../dapr/recipients';
import { StateStore } from '../dapr/state-store';
import { SUMMARIES_OWNER, summaryCache } from '../dapr/summary-cache';
import { auditLog } from '../db/audit-log';
import { connectDatabase } from '../db/connect';
import { defineModels } from '../db/models';
import { notificationTransactions } from '../db/notifications';
import { isReachable } from '../db/ping';
import { observePool } from '../db/pool-metrics';
import { taskReader } from '../db/task-reader';
import { waitForSchema } from '../db/wait-for-schema';
import { NOTIFICATION_DEAD_LETTER_TOPIC, NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import { consumerPaused } from '../faults/consumer-paused';
import { deliveriesFailing } from '../faults/deliveries-failing';
import { FaultSwitches } from '../faults/fault-switches';
import { buildConsumerApp } from '../http/build-app';
import { listen } from '../http/listen';
import type { Readiness } from '../http/operations-routes';
import { kafkaClient } from '../kafka/client';
import { eventDecoder } from '../kafka/event-decoder';
import { startLagReporter } from '../kafka/lag-reporter';
import { recordSender } from '../kafka/record-sender';
import { schemaRegistry } from '../kafka/schema-registry';
import { runProcess } from './run-process';
import { shutDownOnSignal, type ShutdownStep } from './shutdown';

const NAME = 'consumer';
const REQUEST_GRACE_MS = 2_000;
const PING_TIMEOUT_MS = 1_000;

runProcess(async () => {
  const config = readConsumerConfig();
  const database = connectDatabase({
    url: config.DATABASE_URL,
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: NAME,
  });
  const store = new StateStore(sidecar(config, config.DAPR_TIMEOUT_MS), config.STATE_STORE_NAME, SUMMARIES_OWNER);
  const kafka = kafkaClient(NAME, config.KAFKA_BROKERS);
  const deadLetters = recordSender(kafka);
  let groups: RunningGroup[] = [];
  let isStarted = false;
  const background: ShutdownStep[] = [];

  async function checkReadiness(): Promise<Readiness> {
    const [isDatabaseUp, isDaprUp] = await Promise.all([isReachable(database, PING_TIMEOUT_MS), store.isHealthy()]);
    return {
      ready: groups.length > 0 && groups.every(isAlive),
      dependencies: {
        database: isDatabaseUp ? 'up' : 'down',
        dapr: isDaprUp ? 'up' : 'down',
        ...Object.fromEntries(groups.map((group) => [group.group, isAlive(group) ? 'up' : 'down'] as const)),
      },
    };
  }

  observePool(database);
  const failingDeliveries = deliveriesFailing();
  const app = buildConsumerApp({
    checkReadiness,
    faults: new FaultSwitches([
      consumerPaused([ACTIVITY_PROJECTOR, AUDIT_LOG, NOTIFIER], () => groups),
      failingDeliveries.fault,
    ]),
    adminToken: config.ADMIN_TOKEN,
    appToken: config.APP_API_TOKEN,
    deliver: notificationDelivery({
      inTransaction: notificationTransactions(database),
      isStarted: () => isStarted,
      deadLetters,
      failSome: failingDeliveries.failSome,
      now: () => new Date(),
    }),
  });
  const server = await listen(app, config.HTTP_HOST, config.HTTP_PORT);
  logger.info(`listening on ${config.HTTP_HOST}:${server.port}`);

  const stopping = new AbortController();
  const endWith = shutDownOnSignal(() => [
    ['background work', () => stopping.abort()],
    ['consumer groups', () => Promise.all(groups.map((group) => group.stop()))],
    ...background,
    ['HTTP server', () => server.close(REQUEST_GRACE_MS)],
    // After the last who puts something aside: a delivery may be under way until the server is closed.
    ['dead-letter producer', () => deadLetters.close()],
    ['state store', () => store.close()],
    ['database', () => database.close()],
  ]);

  if (!(await waitForSchema(database, stopping.signal))) return;
  isStarted = true;
  const summaries = {
    tasks: taskReader(database, defineModels(database)),
    cache: summaryCache(store, config.SUMMARY_TTL_SECONDS),
  };
  const projector = activityProjector(summaries);
  const auditor = auditLogWriter(auditLog(database));
  const calls = sidecar(config, config.DAPR_CALL_TIMEOUT_MS);
  const teller = notifier({
    recipients: recipients(new Invoker(calls, 'task-service')),
    requests: notificationRequests(new Publisher(calls, config.PUBSUB_NAME)),
  });
  const shared = {
    kafka,
    deadLetters,
    decoder: eventDecoder(schemaRegistry(config.SCHEMA_REGISTRY_URL)),
    onFatal: endWith,
  };
  groups = [
    runGroup({ ...shared, handler: projector }),
    runGroup({ ...shared, handler: auditor }),
    runGroup({ ...shared, handler: teller }),
  ];
  observeHeartbeats(groups);
  const lag = startLagReporter(
    kafka,
    [projector, auditor, teller, { group: NOTIFICATION_DELIVERY, topics: [NOTIFICATION_REQUESTED_TOPIC.name] }],
    config.LAG_INTERVAL_MS,
    // What comes there is an alert.
    [NOTIFICATION_DEAD_LETTER_TOPIC.name],
  );
  background.push(['lag reporter', () => lag.stop()]);
  endWhenStalled(groups, lag, endWith, stopping.signal);
  logger.info('consumer groups started');
});

function sidecar(config: ConsumerConfig, timeoutMs: number) {
  const { DAPR_HTTP_HOST: host, DAPR_HTTP_PORT: port, DAPR_API_TOKEN: apiToken } = config;
  return daprClient({ host, port, apiToken, timeoutMs });
}
