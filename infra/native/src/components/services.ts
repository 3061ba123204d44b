import path from 'node:path';
import type { Component, Context, ProcessSpec } from '../platform/component';
import { endpoints } from '../endpoints';
import { ELASTICSEARCH_WRITER } from './elasticsearch';
import { LOOPBACK } from './loopback';
import { appDatabaseUrl } from './postgres';

/** Megabytes; far above what the services need, far below what would hurt the machine if one leaks. */
const HEAP = ['--max-old-space-size=192', '--max-semi-space-size=4'];

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

function service(
  context: Context,
  name: 'task-service' | 'consumer',
  port: number,
  daprPort: number,
  extra: Environment,
): ProcessSpec {
  return {
    name,
    kind: 'service',
    argv: ['node', ...HEAP, '--require', '@firewatch/telemetry/preload', `app/build/bin/${name}.js`],
    env: {
      ...telemetry(context, name),
      ...kafkaClient(context),
      HTTP_HOST: LOOPBACK,
      HTTP_PORT: String(port),
      DATABASE_URL: appDatabaseUrl(context),
      DAPR_HTTP_HOST: LOOPBACK,
      DAPR_HTTP_PORT: String(daprPort),
      DAPR_API_TOKEN: context.settings.secrets.daprApiToken,
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

/** Our own processes: the two services, what prepares Kafka for them, the log shipper and the traffic generator. */
export const services: Component = {
  name: 'services',
  directories: () => [{ path: 'log-shipper' }],
  processes: (context) => {
    const { ports, secrets } = context.settings;
    return [
      kafkaPrepare(context),
      service(context, 'task-service', ports.taskService, ports.taskServiceDaprHttp, {
        JWT_SECRET: secrets.jwtSecret,
      }),
      service(context, 'consumer', ports.consumer, ports.consumerDaprHttp, {}),
      logShipper(context),
      traffic(context),
    ];
  },
  scrapeTargets: ({ settings: { ports } }) => [
    { job: 'task-service', port: ports.taskService },
    { job: 'consumer', port: ports.consumer },
    { job: 'log-shipper', port: ports.logShipper },
    { job: 'traffic', port: ports.traffic },
  ],
  links: ({ settings }) => [
    { title: 'Task service (API)', url: `http://localhost:${settings.ports.taskService}/readyz` },
  ],
};
