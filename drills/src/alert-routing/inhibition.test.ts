import { until } from '../drill/until';
import { ALERTMANAGER_CONFIG } from './amtool';
import { hasAlertmanager, startAlertmanager, type StartedAlertmanager } from './start-alertmanager';

const START_TIMEOUT_MS = 30_000;

type Labels = Readonly<Record<string, string>>;

const broker = { alertname: 'KafkaBrokerDown', severity: 'critical', team: 'events', service: 'kafka' };
const minIsr = { alertname: 'KafkaPartitionsUnderMinIsr', severity: 'critical', team: 'events', service: 'kafka' };
const sidecar = { alertname: 'DaprSidecarDown', severity: 'critical', team: 'platform', service: 'dapr' };
const heartbeat = {
  alertname: 'KafkaConsumerHeartbeatLost',
  severity: 'critical',
  team: 'events',
  service: 'consumer',
};
const lag = { alertname: 'KafkaConsumerLagHigh', severity: 'warning', team: 'events', service: 'consumer' };
const stuck = { alertname: 'KafkaPartitionStuck', severity: 'critical', team: 'events', service: 'consumer' };
const publish = {
  alertname: 'DaprPublishFailing',
  severity: 'critical',
  team: 'events',
  service: 'consumer-daprd',
};
const delivery = { alertname: 'DaprDeliveryFailing', severity: 'warning', team: 'events', service: 'consumer' };
const dropped = { alertname: 'DaprMessagesDropped', severity: 'warning', team: 'events', service: 'consumer-daprd' };
const component = {
  alertname: 'DaprComponentInitFailed',
  severity: 'critical',
  team: 'platform',
  service: 'consumer-daprd',
};
const stateErrors = { alertname: 'DaprStateErrors', severity: 'critical', team: 'platform', service: 'consumer' };
const stateSlow = { alertname: 'DaprStateSlow', severity: 'warning', team: 'platform', service: 'consumer' };
const circuit = { alertname: 'DaprCircuitOpen', severity: 'critical', team: 'platform', service: 'consumer-daprd' };
const issuer = { alertname: 'DaprIssuerCertificateExpiring', severity: 'warning', team: 'platform', service: 'sentry' };
const outbox = { alertname: 'OutboxEventsWaiting', severity: 'critical', team: 'events', service: 'task-service' };
const leaderless = { ...outbox, alertname: 'OutboxRelayWithoutLeader' };
const elasticsearch = {
  alertname: 'ElasticsearchDown',
  severity: 'warning',
  team: 'platform',
  service: 'elasticsearch',
};
const notIndexed = { alertname: 'LogsNotIndexed', severity: 'warning', team: 'platform', service: 'log-shipper' };
const shipper = { ...notIndexed, alertname: 'LogShipperDown' };
const page = { alertname: 'Slo', severity: 'critical', team: 'api', service: 'task-service' };
const ticket = { ...page, severity: 'warning' };

/** Told of last. Alertmanager hears of alerts in order, but answers before it has heard: once it holds back this ticket, it has heard of all. */
const lastPage = { ...page, alertname: 'Last', service: 'last' };
const lastTicket = { ...lastPage, severity: 'warning' };
const HEARD_TIMEOUT_MS = 20_000;

/** Alerts that fire at the same time, and those of them that nobody is told of. */
const CASES: readonly [what: string, firing: readonly Labels[], silent: readonly Labels[]][] = [
  [
    'a broker that is down explains lag, waiting events, silent members and what cannot be published, but no failing delivery',
    [broker, lag, outbox, heartbeat, publish, delivery],
    [lag, outbox, heartbeat, publish],
  ],
  [
    'partitions that take no writes explain waiting events and what cannot be published, but not lag',
    [minIsr, lag, outbox, publish],
    [outbox, publish],
  ],
  ['a relay that nobody leads explains waiting events, but not lag', [leaderless, outbox, lag], [outbox]],
  [
    'a sidecar that is down explains lag and what it failed with, but neither waiting events nor what was put aside',
    [sidecar, lag, outbox, publish, delivery, dropped],
    [lag, publish, delivery],
  ],
  [
    'a sidecar that is down explains a store and a service that are out of reach by it, but no certificate that ends',
    [sidecar, stateErrors, stateSlow, circuit, issuer],
    [stateErrors, stateSlow, circuit],
  ],
  [
    'a sidecar without a component explains lag and calls of the store that fail, but no failing delivery',
    [component, lag, stateErrors, delivery],
    [lag, stateErrors],
  ],
  [
    'a store that fails explains that it is slow, and lag, but no open breaker',
    [stateErrors, stateSlow, lag, circuit],
    [stateSlow, lag],
  ],
  ['a store that is slow explains nothing else', [stateSlow, lag, circuit], []],
  [
    'Elasticsearch that is down explains lines that wait, but not that nothing ships them',
    [elasticsearch, notIndexed, shipper],
    [notIndexed],
  ],
  ['lines that wait are told where Elasticsearch answers', [notIndexed, shipper], []],
  ['a page says what the ticket of the same name would', [page, ticket], [ticket]],
  ['a page of another service says nothing of it', [page, { ...ticket, service: 'consumer' }], []],
  ...[broker, minIsr, heartbeat, sidecar, component, stateErrors].map((source): (typeof CASES)[number] => [
    `${source.alertname} explains a partition that waits`,
    [source, stuck],
    [stuck],
  ]),
  ['a partition that is stuck explains neither lag nor what failed to be published', [stuck, lag, publish], []],
  ['lag alone is told', [lag], []],
];

const whereAlertmanagerIs = hasAlertmanager ? describe : describe.skip;

whereAlertmanagerIs('inhibition, by Alertmanager itself', () => {
  let alertmanager: StartedAlertmanager;
  beforeEach(async () => {
    alertmanager = await startAlertmanager(ALERTMANAGER_CONFIG);
  }, START_TIMEOUT_MS);
  afterEach(() => alertmanager.stop());

  const inhibited = async (): Promise<string[]> => {
    const all = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as {
      labels: Labels;
      status: { inhibitedBy: string[] };
    }[];
    return all.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => key(labels));
  };

  test.each(CASES)(
    '%s',
    async (_what, firing, silent) => {
      for (const alerts of [firing, [lastPage, lastTicket]])
        await alertmanager.post(alerts.map((labels) => ({ labels })));
      const found = await until(
        async () => {
          const now = await inhibited();
          return now.includes(key(lastTicket)) ? now.sort() : undefined;
        },
        { timeoutMs: HEARD_TIMEOUT_MS, everyMs: 20, signal: new AbortController().signal },
      );
      expect(found).toEqual([...silent, lastTicket].map(key).sort());
    },
    HEARD_TIMEOUT_MS + 5_000,
  );
});

const key = (labels: Labels): string => `${labels['alertname'] ?? ''} ${labels['severity'] ?? ''}`;
