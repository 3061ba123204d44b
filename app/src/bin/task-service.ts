import { logger } from '@firewatch/telemetry';
import { readTaskServiceConfig, type TaskServiceConfig } from '../config';
import { daprClient } from '../dapr/client';
import { StateStore } from '../dapr/state-store';
import { watchState } from '../dapr/state-watch';
import { SUMMARIES_OWNER, summaryCache } from '../dapr/summary-cache';
import { activityReader } from '../db/activity-reader';
import { transactions } from '../db/change-set';
import { connectDatabase, dedicatedClient } from '../db/connect';
import { defineModels } from '../db/models';
import { notificationReader } from '../db/notification-reader';
import { isReachable } from '../db/ping';
import { observePool } from '../db/pool-metrics';
import { reminderTransactions, untilNextDue } from '../db/reminders';
import { taskReader } from '../db/task-reader';
import { userReader } from '../db/user-reader';
import { waitForSchema } from '../db/wait-for-schema';
import { FaultSwitches } from '../faults/fault-switches';
import { failingRequests } from '../faults/failing-requests';
import { outboxCursor } from '../faults/outbox-cursor';
import { buildTaskApp } from '../http/build-app';
import { listen } from '../http/listen';
import type { ComponentStatus, Readiness } from '../http/operations-routes';
import { kafkaClient } from '../kafka/client';
import { eventEncoder } from '../kafka/event-encoder';
import { recordSender } from '../kafka/record-sender';
import { schemaRegistry } from '../kafka/schema-registry';
import { countBacklog, observeBacklog } from '../outbox/backlog';
import { fetchAboveLast, fetchPending } from '../outbox/outbox-table';
import { startRelay, type Relay, type RelaySettings } from '../outbox/relay';
import { showTaskCounters } from '../tasks/counters';
import { startReminders, type Reminders } from '../tasks/reminders-loop';
import { showUserCounters } from '../users/counters';
import { argon2Passwords } from '../users/passwords';
import { jwtTokens } from '../users/tokens';
import { runProcess } from './run-process';
import { shutDownOnSignal } from './shutdown';

const NAME = 'task-service';
const REQUEST_GRACE_MS = 8_000;
const PING_TIMEOUT_MS = 1_000;
const STATE_INTERVAL_MS = 1_000;
/** Beside the summaries, whose keys begin otherwise. */
const STATE_WATCH_KEY = 'watch-of-task-service';
const BACKLOG_INTERVAL_MS = 2_000;

runProcess(async () => {
  const config = readTaskServiceConfig();
  const database = connectDatabase({
    url: config.DATABASE_URL,
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: NAME,
  });
  const models = defineModels(database);
  const store = stateStore(config);
  const tasks = taskReader(database, models);
  const stopping = new AbortController();
  const stateWatch = watchState(store, STATE_WATCH_KEY, STATE_INTERVAL_MS, stopping.signal);
  let isStarted = false;
  const background: { relay?: Relay; reminders?: Reminders } = {};

  async function checkReadiness(): Promise<Readiness> {
    const isDatabaseUp = await isReachable(database, PING_TIMEOUT_MS);
    const state = stateWatch.health();
    return {
      ready: isStarted && isDatabaseUp,
      dependencies: {
        database: !isDatabaseUp ? 'down' : isStarted ? 'up' : 'starting',
        dapr: state.sidecar,
        redis: state.store === 'refuses writes' ? 'down' : state.store,
        kafka: relayStatus(config, background.relay, 'kafka'),
        'schema-registry': relayStatus(config, background.relay, 'schema-registry'),
      },
    };
  }

  observePool(database);
  showUserCounters();
  showTaskCounters();
  const { fault, failSome } = failingRequests('http-errors');
  const internal = failingRequests('internal-errors');
  const cursor = outboxCursor(fetchPending, fetchAboveLast);
  const app = buildTaskApp({
    inTransaction: transactions(database, models),
    tasks,
    users: userReader(database, models),
    activity: activityReader(database),
    notifications: notificationReader(database),
    cache: summaryCache(store, config.SUMMARY_TTL_SECONDS, () => stateWatch.health().store !== 'refuses writes'),
    passwords: argon2Passwords(),
    tokens: jwtTokens(config.JWT_SECRET, config.ACCESS_TOKEN_SECONDS),
    refreshTokenSeconds: config.REFRESH_TOKEN_SECONDS,
    now: () => new Date(),
    checkReadiness,
    isStarted: () => isStarted,
    authRequestsPerMinute: config.AUTH_RATE_LIMIT_PER_MINUTE,
    apiRequestsPerMinute: config.API_RATE_LIMIT_PER_MINUTE,
    trustedProxies: config.TRUSTED_PROXIES,
    failSome,
    failSomeInternal: internal.failSome,
    faults: new FaultSwitches([fault, internal.fault, cursor.fault]),
    adminToken: config.ADMIN_TOKEN,
    appToken: config.APP_API_TOKEN,
  });
  const server = await listen(app, config.HTTP_HOST, config.HTTP_PORT);
  logger.info(`listening on ${config.HTTP_HOST}:${server.port}`);

  shutDownOnSignal(() => [
    ['HTTP server', () => server.close(REQUEST_GRACE_MS)],
    ['background work', () => stopping.abort()],
    ['watch of the state store', () => stateWatch.done],
    ['reminders', () => background.reminders?.stop()],
    ['outbox relay', () => background.relay?.stop()],
    ['state store', () => store.close()],
    ['database', () => database.close()],
  ]);

  if (!(await waitForSchema(database, stopping.signal))) return;
  if (config.OUTBOX_RELAY === 'on') {
    background.relay = startOutboxRelay(config, (...asked) => cursor.fetch()(...asked));
  }
  background.reminders = startReminders({
    inTransaction: reminderTransactions(database),
    untilNextDue: () => untilNextDue(database),
    now: () => new Date(),
    pollIntervalMs: config.REMINDER_POLL_INTERVAL_MS,
    batchSize: config.REMINDER_BATCH_SIZE,
  });
  void observeBacklog(() => countBacklog(database), BACKLOG_INTERVAL_MS, stopping.signal);
  isStarted = true;
  logger.info('ready to serve');
});

function startOutboxRelay(config: TaskServiceConfig, fetch: RelaySettings['fetch']): Relay {
  return startRelay({
    fetch,
    newClient: () => dedicatedClient(config.DATABASE_URL, `${NAME} outbox relay`),
    encoder: eventEncoder(schemaRegistry(config.SCHEMA_REGISTRY_URL)),
    sender: recordSender(kafkaClient(NAME, config.KAFKA_BROKERS)),
    pollIntervalMs: config.OUTBOX_POLL_INTERVAL_MS,
    batchSize: config.OUTBOX_BATCH_SIZE,
    retentionSeconds: config.OUTBOX_RETENTION_SECONDS,
  });
}

function stateStore(config: TaskServiceConfig): StateStore {
  const { DAPR_HTTP_HOST: host, DAPR_HTTP_PORT: port, DAPR_API_TOKEN: apiToken, DAPR_TIMEOUT_MS: timeoutMs } = config;
  const client = daprClient({ host, port, apiToken, timeoutMs });
  return new StateStore(client, config.STATE_STORE_NAME, SUMMARIES_OWNER);
}

function relayStatus(
  config: TaskServiceConfig,
  relay: Relay | undefined,
  component: 'kafka' | 'schema-registry',
): ComponentStatus {
  if (config.OUTBOX_RELAY === 'off') return 'standby';
  if (!relay) return 'starting';
  const { role, failing } = relay.state();
  if (role === 'standby') return 'standby';
  return failing === component ? 'down' : 'up';
}
