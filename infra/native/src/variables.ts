import { decimalNumber, wholeNumber } from '@firewatch/telemetry';
import { z } from 'zod';
import { MAX_SPEED } from './clock/speed';
import { SLACK_WEBHOOKS, type SlackWebhookVariable } from './slack-channels';

/**
 * Where each component listens: variable, default, meaning. The key is the name in `settings.ports`. All are below
 * 32768, from where on Linux gives ports to outgoing connections (ADR 0024).
 */
export const PORTS = {
  taskService: ['TASK_SERVICE_PORT', 8080, 'HTTP API of the task service'],
  registry: ['REGISTRY_PORT', 8081, 'schema registry'],
  consumer: ['CONSUMER_PORT', 8085, 'health and metrics of the consumer'],
  slackReceiver: ['SLACK_RECEIVER_PORT', 8084, 'the Slack receiver: channels to read, metrics'],
  deadMansSwitch: ['DEAD_MANS_SWITCH_PORT', 8086, "state and metrics of the dead-man's switch"],
  console: ['CONSOLE_PORT', 8088, 'the console: alerts, runbooks, channels, traces, dashboards, drills'],
  traffic: ['TRAFFIC_PORT', 8090, 'status and metrics of the traffic generator'],
  prometheus: ['PROMETHEUS_PORT', 9090, 'Prometheus'],
  alertmanager: ['ALERTMANAGER_PORT', 9093, 'Alertmanager'],
  jaegerUi: ['JAEGER_UI_PORT', 16686, 'query API of Jaeger'],
  jaegerOtlpGrpc: ['JAEGER_OTLP_GRPC_PORT', 4317, 'OTLP over gRPC into Jaeger'],
  jaegerOtlpHttp: ['JAEGER_OTLP_HTTP_PORT', 4318, 'OTLP over HTTP into Jaeger'],
  jaegerCollector: ['JAEGER_COLLECTOR_PORT', 14268, 'spans of the Jaeger exporter into Jaeger'],
  jaegerAdmin: ['JAEGER_ADMIN_PORT', 14269, 'health and metrics of Jaeger'],
  elasticsearch: ['ELASTICSEARCH_PORT', 9200, 'Elasticsearch'],
  kafka1: ['KAFKA_1_PORT', 9092, 'Kafka broker 1'],
  kafka2: ['KAFKA_2_PORT', 9192, 'Kafka broker 2'],
  kafka3: ['KAFKA_3_PORT', 9292, 'Kafka broker 3'],
  kafka1Jmx: ['KAFKA_1_JMX_PORT', 7071, 'metrics of Kafka broker 1'],
  kafka2Jmx: ['KAFKA_2_JMX_PORT', 7072, 'metrics of Kafka broker 2'],
  kafka3Jmx: ['KAFKA_3_JMX_PORT', 7073, 'metrics of Kafka broker 3'],
  zookeeper: ['ZOOKEEPER_PORT', 2181, 'ZooKeeper'],
  zookeeperJmx: ['ZOOKEEPER_JMX_PORT', 7074, 'metrics of ZooKeeper'],
  postgres: ['POSTGRES_PORT', 5432, 'PostgreSQL'],
  redis: ['REDIS_PORT', 6379, 'Redis'],
  toxiproxy: ['TOXIPROXY_PORT', 8474, 'control API and metrics of toxiproxy'],
  taskServiceDaprHttp: ['TASK_SERVICE_DAPR_HTTP_PORT', 3500, "HTTP API of the task service's sidecar"],
  taskServiceDaprGrpc: ['TASK_SERVICE_DAPR_GRPC_PORT', 3511, "gRPC API of the task service's sidecar"],
  taskServiceDaprInternal: ['TASK_SERVICE_DAPR_INTERNAL_PORT', 3521, "sidecar to sidecar, task service's end"],
  taskServiceDaprMetrics: ['TASK_SERVICE_DAPR_METRICS_PORT', 9190, "metrics of the task service's sidecar"],
  consumerDaprHttp: ['CONSUMER_DAPR_HTTP_PORT', 3501, "HTTP API of the consumer's sidecar"],
  consumerDaprGrpc: ['CONSUMER_DAPR_GRPC_PORT', 3512, "gRPC API of the consumer's sidecar"],
  consumerDaprInternal: ['CONSUMER_DAPR_INTERNAL_PORT', 3522, "sidecar to sidecar, consumer's end"],
  consumerDaprMetrics: ['CONSUMER_DAPR_METRICS_PORT', 9191, "metrics of the consumer's sidecar"],
  sentry: ['SENTRY_PORT', 3531, "Dapr's certificate authority (Sentry)"],
  sentryMetrics: ['SENTRY_METRICS_PORT', 9193, 'metrics of Sentry'],
  sentryHealthz: ['SENTRY_HEALTHZ_PORT', 9194, 'health of Sentry'],
  postgresExporter: ['POSTGRES_EXPORTER_PORT', 9187, 'metrics of PostgreSQL'],
  redisExporter: ['REDIS_EXPORTER_PORT', 9121, 'metrics of Redis'],
  nodeExporter: ['NODE_EXPORTER_PORT', 9100, 'metrics of the machine'],
  elasticsearchExporter: ['ELASTICSEARCH_EXPORTER_PORT', 9114, 'metrics of Elasticsearch'],
  processExporter: ['PROCESS_EXPORTER_PORT', 9256, "restarts of the native platform's processes"],
  logShipper: ['LOG_SHIPPER_PORT', 9600, 'health and metrics of the log shipper'],
  kafkaUi: ['KAFKA_UI_PORT', 8082, 'Kafka UI (compose only)'],
  daprDashboard: ['DAPR_DASHBOARD_PORT', 8083, "Dapr's dashboard (compose only)"],
  grafana: ['GRAFANA_PORT', 3000, 'Grafana (compose only)'],
  kibana: ['KIBANA_PORT', 5601, 'Kibana (compose only)'],
} as const satisfies Record<string, readonly [variable: string, port: number, meaning: string]>;

/** Generated on the first start: variable, meaning. The key is the name in `settings.secrets`. */
export const SECRETS = {
  postgresPassword: ['POSTGRES_PASSWORD', "PostgreSQL's superuser"],
  appDatabasePassword: ['APP_DATABASE_PASSWORD', 'the database user of task service and consumer'],
  redisPassword: ['REDIS_PASSWORD', 'Redis'],
  elasticPassword: ['ELASTIC_PASSWORD', "Elasticsearch's user `elastic`"],
  elasticWriterPassword: ['ELASTIC_WRITER_PASSWORD', "Elasticsearch's user `firewatch_writer`, who writes the logs"],
  elasticReaderPassword: ['ELASTIC_READER_PASSWORD', "Elasticsearch's user `firewatch_reader`, who reads the logs"],
  jwtSecret: ['JWT_SECRET', 'key that signs access tokens'],
  taskServiceDaprApiToken: ['TASK_SERVICE_DAPR_API_TOKEN', "token that the task service's sidecar asks of it"],
  taskServiceAppApiToken: ['TASK_SERVICE_APP_API_TOKEN', 'token that the task service asks of its sidecar'],
  consumerDaprApiToken: ['CONSUMER_DAPR_API_TOKEN', "token that the consumer's sidecar asks of it"],
  consumerAppApiToken: ['CONSUMER_APP_API_TOKEN', 'token that the consumer asks of its sidecar'],
  adminToken: ['ADMIN_TOKEN', 'token that switches faults on in task service, consumer and Slack receiver'],
  consoleToken: ['CONSOLE_TOKEN', 'token that the console asks for before it changes anything'],
  grafanaAdminPassword: ['GRAFANA_ADMIN_PASSWORD', "Grafana's user `admin` (compose only)"],
  kafkaUiPassword: ['KAFKA_UI_PASSWORD', "Kafka UI's user `firewatch` (compose only)"],
  kibanaSystemPassword: [
    'KIBANA_SYSTEM_PASSWORD',
    "Elasticsearch's user `kibana_system`, as whom Kibana works (compose only)",
  ],
  kibanaEncryptionKey: ['KIBANA_ENCRYPTION_KEY', 'key of sessions and secrets that Kibana keeps (compose only)'],
  seedUserPassword: ['SEED_USER_PASSWORD', 'password of the demo users, e.g. demo@firewatch.example'],
} as const satisfies Record<string, readonly [variable: string, meaning: string]>;

export type PortName = keyof typeof PORTS;
export type SecretName = keyof typeof SECRETS;
type PortVariable = (typeof PORTS)[PortName][0];
type SecretVariable = (typeof SECRETS)[SecretName][0];

const port = (defaultPort: number, meaning: string) =>
  wholeNumber(1, 65_535).default(defaultPort).describe(`a port from 1 to 65535: ${meaning}`);

/** Kept to what needs no quoting in a URL, in YAML and in a shell, since secrets end up in all three. */
const SECRET_FORM = '32 to 128 letters, digits, - or _';
const secret = (meaning: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{32,128}$/)
    .describe(`${SECRET_FORM}: ${meaning}`);

const portShape = Object.fromEntries(
  Object.values(PORTS).map(([variable, defaultPort, meaning]) => [variable, port(defaultPort, meaning)]),
) as Record<PortVariable, ReturnType<typeof port>>;

const secretShape = Object.fromEntries(
  Object.values(SECRETS).map(([variable, meaning]) => [variable, secret(meaning)]),
) as Record<SecretVariable, ReturnType<typeof secret>>;

const webhook = (channel: string) =>
  z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .describe(`a URL, or nothing: incoming webhook of the real Slack that gets what is posted to #${channel}`);

const webhookShape = Object.fromEntries(
  Object.entries(SLACK_WEBHOOKS).map(([channel, variable]) => [variable, webhook(channel)]),
) as Record<SlackWebhookVariable, ReturnType<typeof webhook>>;

/** Every variable of the platform, with its form, its default and, by `describe`, its meaning. Secrets have no default. */
export const variables = z.object({
  ...portShape,
  ...secretShape,
  ...webhookShape,
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .default('info')
    .describe(
      'trace, debug, info, warn, error or fatal: the least severe log line that task service and consumer write',
    ),
  TRAFFIC_RATE: decimalNumber(Number.MIN_VALUE)
    .default(3)
    .describe('a number more than 0: requests a second of `make traffic` unless RATE is given'),
  OTEL_TRACES_EXPORTER: z
    .enum(['otlp', 'jaeger', 'none'])
    .default('otlp')
    .describe('otlp, jaeger (the deprecated exporter) or none: how task service and consumer send their spans'),
  OTEL_TRACES_SAMPLER_ARG: decimalNumber(0, 1)
    .default(1)
    .describe('a ratio from 0 to 1: the share of traces that is kept'),
  DEAD_MANS_SWITCH_SECONDS: decimalNumber(Number.MIN_VALUE)
    .default(180)
    .describe("a number more than 0: seconds without a heartbeat of the alert path until the dead-man's switch posts"),
  SCRAPE_INTERVAL: z
    .string()
    .regex(/^[1-9]\d*s$/)
    .default('5s')
    .describe(
      'whole seconds, e.g. 5s: how often Prometheus scrapes and evaluates while no drill runs (in production: 15s)',
    ),
  DRILL_SPEED: decimalNumber(1, MAX_SPEED)
    .default(10)
    .describe(
      `a number from 1 (production) to ${MAX_SPEED}, e.g. 1, 2, 4, 5, 8 or 10: how many times faster the alert path goes in a drill`,
    ),
});
