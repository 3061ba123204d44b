import { logger } from '@firewatch/telemetry';
import { readConsumerConfig, type ConsumerConfig } from '../config';
import { ACTIVITY_PROJECTOR, activityProjector } from '../consumer/activity-projector';
import { AUDIT_LOG, auditLogWriter } from '../consumer/audit-log';
import { groupReadiness } from '../consumer/group-readiness';
import { observeHeartbeats, runGroup, type RunningGroup } from '../consumer/group-runner';
import { endWhenStalled } from '../consumer/heartbeat';
import { NOTIFICATION_DELIVERY, notificationDelivery } from '../consumer/notification-delivery';
import { NOTIFIER, notifier } from '../consumer/notifier';
import { watchSkipOrders } from '../consumer/skip-order-watch';
import type { SkipOrders } from '../consumer/skip-orders';
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
import { recordSkips } from '../db/record-skips';
import { taskReader } from '../db/task-reader';
import { waitForSchema } from '../db/wait-for-schema';
import { DEAD_LETTER_TOPIC, NOTIFICATION_DEAD_LETTER_TOPIC, NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import { consumerPaused } from '../faults/consumer-paused';
import { deliveriesFailing } from '../faults/deliveries-failing';
import { FaultSwitches } from '../faults/fault-switches';
import { recordUnfinished } from '../faults/record-unfinished';
import { buildConsumerApp } from '../http/build-app';
import { listen } from '../http/listen';
import type { Readiness } from '../http/operations-routes';
import { kafkaClient } from '../kafka/client';
import { eventDecoder } from '../kafka/event-decoder';
import { startLagReporter, type LagReporter } from '../kafka/lag-reporter';
import { recordSender } from '../kafka/record-sender';
import { writerSchemas } from '../kafka/writer-schemas';
import { runProcess } from './run-process';
import { shutDownOnSignal, type ShutdownStep } from './shutdown';

const NAME = 'consumer';
const GROUPS = [ACTIVITY_PROJECTOR, AUDIT_LOG, NOTIFIER];
const REQUEST_GRACE_MS = 2_000;
const PING_TIMEOUT_MS = 1_000;
const SKIP_ORDERS_INTERVAL_MS = 2_000;

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
  const started: { lag?: LagReporter; skips?: SkipOrders } = {};
  let isStarted = false;
  const background: ShutdownStep[] = [];

  async function checkReadiness(): Promise<Readiness> {
    const [isDatabaseUp, isDaprUp] = await Promise.all([isReachable(database, PING_TIMEOUT_MS), store.isHealthy()]);
    const { ready, dependencies } = groupReadiness(groups, started.lag?.missingTopics() ?? new Set(), Date.now());
    return {
      ready,
      dependencies: {
        database: isDatabaseUp ? 'up' : 'down',
        dapr: isDaprUp ? 'up' : 'down',
        // Last: what a record waits for is down for it, even if it answers here.
        ...dependencies,
      },
    };
  }

  observePool(database);
  const failingDeliveries = deliveriesFailing();
  const unfinished = recordUnfinished(GROUPS);
  const app = buildConsumerApp({
    checkReadiness,
    faults: new FaultSwitches([consumerPaused(GROUPS, () => groups), failingDeliveries.fault, unfinished.fault]),
    adminToken: config.ADMIN_TOKEN,
    appToken: config.APP_API_TOKEN,
    deliver: notificationDelivery({
      inTransaction: notificationTransactions(database),
      isStarted: () => isStarted,
      deadLetters,
      skips: { orderFor: (place) => started.skips?.orderFor(place), done: (order) => started.skips?.done(order) },
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
  const orders = await watchSkipOrders(recordSkips(database), SKIP_ORDERS_INTERVAL_MS, stopping.signal);
  started.skips = orders;
  const reporter = startLagReporter(
    kafka,
    [projector, auditor, teller, { group: NOTIFICATION_DELIVERY, topics: [NOTIFICATION_REQUESTED_TOPIC.name] }],
    config.LAG_INTERVAL_MS,
    // What comes there is an alert.
    [NOTIFICATION_DEAD_LETTER_TOPIC.name],
    [DEAD_LETTER_TOPIC.name],
  );
  started.lag = reporter;
  const shared = {
    kafka,
    deadLetters,
    decoder: eventDecoder(writerSchemas(config.SCHEMA_REGISTRY_URL)),
    skips: orders,
    missingTopics: () => reporter.missingTopics(),
    onFatal: endWith,
  };
  groups = [
    runGroup({ ...shared, handler: unfinished.holding(projector) }),
    runGroup({ ...shared, handler: unfinished.holding(auditor) }),
    runGroup({ ...shared, handler: unfinished.holding(teller) }),
  ];
  observeHeartbeats(groups);
  background.push(['lag reporter', () => reporter.stop()]);
  endWhenStalled(groups, reporter, endWith, stopping.signal);
  logger.info('consumer groups started');
});

function sidecar(config: ConsumerConfig, timeoutMs: number) {
  const { DAPR_HTTP_HOST: host, DAPR_HTTP_PORT: port, DAPR_API_TOKEN: apiToken } = config;
  return daprClient({ host, port, apiToken, timeoutMs });
}
