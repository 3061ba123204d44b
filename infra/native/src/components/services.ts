import path from 'node:path';
import type { Component, Context, ProcessSpec } from '../platform/component';
import { endpoints } from '../endpoints';
import { SLACK_CHANNELS } from '../slack-channels';
import { ELASTICSEARCH_WRITER } from './elasticsearch';
import { LOOPBACK } from './loopback';
import { HEAP, SMALL_HEAP, WIDE_HEAP } from './node-heap';
import { appDatabaseUrl } from './postgres';

/** The command that runs each. */
const ALERT_WATCHERS = { 'slack-receiver': ['slack', 'run'], 'dead-mans-switch': ['dead-mans-switch', 'run'] } as const;

type Environment = Readonly<Record<string, string>>;

function telemetry({ settings }: Context, serviceName: string): Environment {
  const { ports } = settings;
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: settings.logLevel,
    OTEL_SERVICE_NAME: serviceName,
    OTEL_TRACES_EXPORTER: settings.tracesExporter,
    OTEL_TRACES_SAMPLER_ARG: String(settings.tracesSamplerArg),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${LOOPBACK}:${ports.jaegerOtlpHttp}`,
    OTEL_EXPORTER_JAEGER_ENDPOINT: `http://${LOOPBACK}:${ports.jaegerCollector}/api/traces`,
  };
}

function kafkaClient({ settings }: Context): Environment {
  const { kafkaBrokers, schemaRegistry } = endpoints(settings);
  return { KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: schemaRegistry };
}

interface SidecarAccess {
  readonly port: number;
  readonly daprApiToken: string;
  readonly appApiToken: string;
}

function service(
  context: Context,
  name: 'task-service' | 'consumer',
  port: number,
  sidecar: SidecarAccess,
  extra: Environment,
): ProcessSpec {
  return {
    name,
    kind: 'service',
    argv: ['node', ...WIDE_HEAP, '--require', '@firewatch/telemetry/preload', `app/build/bin/${name}.js`],
    env: {
      ...telemetry(context, name),
      ...kafkaClient(context),
      HTTP_HOST: LOOPBACK,
      HTTP_PORT: String(port),
      DATABASE_URL: appDatabaseUrl(context),
      DAPR_HTTP_HOST: LOOPBACK,
      DAPR_HTTP_PORT: String(sidecar.port),
      DAPR_API_TOKEN: sidecar.daprApiToken,
      APP_API_TOKEN: sidecar.appApiToken,
      ADMIN_TOKEN: context.settings.secrets.adminToken,
      STATE_STORE_NAME: 'statestore',
      ...extra,
    },
    // Neither waits for its sidecar: both are to come up, and to serve, without it.
    dependsOn: { 'postgres-prepare': 'completed', 'kafka-prepare': 'completed' },
    probe: { kind: 'http', port, path: '/readyz' },
    ports: { http: port },
    stopTimeoutSeconds: 15,
  };
}

function kafkaPrepare(context: Context): ProcessSpec {
  return {
    name: 'kafka-prepare',
    kind: 'job',
    argv: ['node', 'app/build/bin/kafka-prepare.js'],
    env: { ...kafkaClient(context), LOG_LEVEL: context.settings.logLevel, OTEL_SERVICE_NAME: 'kafka-prepare' },
    dependsOn: { 'kafka-1': 'healthy', 'kafka-2': 'healthy', 'kafka-3': 'healthy', registry: 'healthy' },
  };
}

function logShipper(context: Context): ProcessSpec {
  const { settings, paths } = context;
  return {
    name: 'log-shipper',
    kind: 'service',
    argv: ['node', ...HEAP, 'logstash/build/bin/ship.js'],
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: settings.logLevel,
      OTEL_SERVICE_NAME: 'log-shipper',
      LOG_DIR: paths.log,
      ELASTICSEARCH_URL: endpoints(settings).elasticsearch,
      ELASTICSEARCH_USERNAME: ELASTICSEARCH_WRITER,
      ELASTICSEARCH_PASSWORD: settings.secrets.elasticWriterPassword,
      HTTP_HOST: LOOPBACK,
      HTTP_PORT: String(settings.ports.logShipper),
      STATE_FILE: path.join(paths.data, 'log-shipper/positions.json'),
    },
    dependsOn: { elasticsearch: 'healthy' },
    probe: { kind: 'http', port: settings.ports.logShipper, path: '/healthz' },
    ports: { http: settings.ports.logShipper },
  };
}

function traffic(context: Context): ProcessSpec {
  const { settings } = context;
  return {
    name: 'traffic',
    kind: 'manual',
    argv: ['node', ...HEAP, 'drills/build/bin/firewatch.js', 'traffic', 'run'],
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: settings.logLevel,
      OTEL_SERVICE_NAME: 'traffic',
      TASK_SERVICE_URL: endpoints(settings).taskService,
      TRAFFIC_PORT: String(settings.ports.traffic),
      TRAFFIC_RATE: String(settings.trafficRate),
      SEED_USER_PASSWORD: settings.secrets.seedUserPassword,
    },
    dependsOn: { 'task-service': 'healthy' },
    probe: { kind: 'http', port: settings.ports.traffic, path: '/healthz' },
    ports: { http: settings.ports.traffic },
  };
}

function alertWatcher(context: Context, name: 'slack-receiver' | 'dead-mans-switch', port: number, extra: Environment) {
  return {
    name,
    kind: 'service',
    argv: ['node', ...SMALL_HEAP, 'drills/build/bin/firewatch.js', ...ALERT_WATCHERS[name]],
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: context.settings.logLevel,
      OTEL_SERVICE_NAME: name,
      HTTP_HOST: LOOPBACK,
      HTTP_PORT: String(port),
      ...extra,
    },
    probe: { kind: 'http', port, path: '/readyz' },
    ports: { http: port },
  } as const satisfies ProcessSpec;
}

function slackReceiver(context: Context): ProcessSpec {
  return alertWatcher(context, 'slack-receiver', context.settings.ports.slackReceiver, {
    SLACK_CHANNELS: SLACK_CHANNELS.join(','),
    ADMIN_TOKEN: context.settings.secrets.adminToken,
    SLACK_WEBHOOK_URLS: JSON.stringify(context.settings.slackWebhookUrls),
    STATE_FILE: path.join(context.paths.data, 'slack-receiver/messages.jsonl'),
  });
}

function deadMansSwitch(context: Context): ProcessSpec {
  const { settings } = context;
  return {
    ...alertWatcher(context, 'dead-mans-switch', settings.ports.deadMansSwitch, {
      SILENCE_SECONDS: String(settings.deadMansSwitchSeconds),
      SLACK_WEBHOOK_URL: `${endpoints(settings).slackReceiver}/services/dead-mans-switch`,
    }),
    // Its clock runs from its own start, and a slow start of the platform is no silence.
    dependsOn: { alertmanager: 'healthy' },
  };
}

/** Our own processes: the two services, what prepares Kafka for them, what ships logs, makes traffic and watches the alert path. */
export const services: Component = {
  name: 'services',
  directories: () => [{ path: 'log-shipper' }, { path: 'slack-receiver' }],
  processes: (context) => {
    const { ports, secrets } = context.settings;
    return [
      kafkaPrepare(context),
      service(
        context,
        'task-service',
        ports.taskService,
        {
          port: ports.taskServiceDaprHttp,
          daprApiToken: secrets.taskServiceDaprApiToken,
          appApiToken: secrets.taskServiceAppApiToken,
        },
        { JWT_SECRET: secrets.jwtSecret },
      ),
      service(
        context,
        'consumer',
        ports.consumer,
        {
          port: ports.consumerDaprHttp,
          daprApiToken: secrets.consumerDaprApiToken,
          appApiToken: secrets.consumerAppApiToken,
        },
        {},
      ),
      logShipper(context),
      slackReceiver(context),
      deadMansSwitch(context),
      traffic(context),
    ];
  },
  scrapeTargets: ({ settings: { ports } }) => [
    { job: 'task-service', port: ports.taskService },
    { job: 'consumer', port: ports.consumer },
    { job: 'log-shipper', port: ports.logShipper },
    { job: 'slack-receiver', port: ports.slackReceiver },
    { job: 'dead-mans-switch', port: ports.deadMansSwitch },
    { job: 'traffic', port: ports.traffic },
  ],
  links: ({ settings }) => [
    { title: 'Task service (API)', url: `http://localhost:${settings.ports.taskService}/readyz` },
    { title: 'Slack channels', url: `http://localhost:${settings.ports.slackReceiver}/` },
  ],
};
