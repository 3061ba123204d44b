import path from 'node:path';
import { endpoints } from '../endpoints';
import type { Artefact, Component, Context, ProcessSpec } from '../platform/component';
import { daprCliFiles } from './dapr-cli';
import { LOOPBACK, onLoopback } from './loopback';
import { sharedConfigFile } from './shared-config';
import { tcpProbe } from './tcp-probe';

const TRUST_DOMAIN = 'firewatch';

/** Folders of `dapr/`; each sidecar takes what is in its scope. */
const RESOURCES = ['components', 'subscriptions', 'resiliency'] as const;

const artefacts: readonly Artefact[] = [
  // For a drill, which gives Sentry a certificate that ends soon.
  { kind: 'apt', packages: ['openssl'], probe: '/usr/bin/openssl' },
  { kind: 'go', module: 'daprd', package: '.', binary: 'daprd' },
  { kind: 'go', module: 'daprd', package: './sentry', binary: 'sentry' },
];

const trustAnchors = ({ paths }: Context): string => path.join(paths.data, 'sentry/ca.crt');

function sentry(context: Context): ProcessSpec {
  const {
    paths,
    settings: { ports },
  } = context;
  return {
    name: 'sentry',
    kind: 'service',
    argv: [
      path.join(paths.bin, 'sentry'),
      // Makes its root and issuer certificates there on the first start and keeps them.
      ...['--issuer-credentials', path.join(paths.data, 'sentry')],
      ...['--trust-domain', TRUST_DOMAIN],
      ...['--config', path.join(paths.config, 'dapr/sentry.yaml')],
      ...['--listen-address', LOOPBACK, '--port', String(ports.sentry)],
      ...['--healthz-port', String(ports.sentryHealthz), '--metrics-port', String(ports.sentryMetrics)],
    ],
    probe: { kind: 'http', port: ports.sentryHealthz, path: '/healthz' },
    ports: { grpc: ports.sentry, health: ports.sentryHealthz, metrics: ports.sentryMetrics },
  };
}

interface Sidecar {
  readonly appId: 'task-service' | 'consumer';
  readonly appPort: number;
  /** What it asks of who calls its API. */
  readonly daprApiToken: string;
  /** What it shows its service. */
  readonly appApiToken: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly internalPort: number;
  readonly metricsPort: number;
  /** Besides what every sidecar needs. */
  readonly dependsOn?: ProcessSpec['dependsOn'];
}

function sidecars({ settings: { ports, secrets } }: Context): readonly Sidecar[] {
  return [
    {
      appId: 'task-service',
      appPort: ports.taskService,
      daprApiToken: secrets.taskServiceDaprApiToken,
      appApiToken: secrets.taskServiceAppApiToken,
      httpPort: ports.taskServiceDaprHttp,
      grpcPort: ports.taskServiceDaprGrpc,
      internalPort: ports.taskServiceDaprInternal,
      metricsPort: ports.taskServiceDaprMetrics,
    },
    {
      appId: 'consumer',
      appPort: ports.consumer,
      daprApiToken: secrets.consumerDaprApiToken,
      appApiToken: secrets.consumerAppApiToken,
      httpPort: ports.consumerDaprHttp,
      grpcPort: ports.consumerDaprGrpc,
      internalPort: ports.consumerDaprInternal,
      metricsPort: ports.consumerDaprMetrics,
      // It subscribes to a topic, and ends at its start when there are no brokers.
      dependsOn: { 'kafka-prepare': 'completed' },
    },
  ];
}

/** The second is merged over the first. */
const configurations = ({ appId }: Sidecar): readonly string[] => [
  `dapr/configurations/${appId}.yaml`,
  'dapr/name-resolution.yaml',
];

const processName = (sidecar: Sidecar): string => `${sidecar.appId}-daprd`;

function daprd(context: Context, sidecar: Sidecar): ProcessSpec {
  const { paths, settings } = context;
  const config = path.join(paths.config, 'dapr');
  return {
    name: processName(sidecar),
    kind: 'service',
    argv: [
      path.join(paths.bin, 'daprd'),
      ...['--app-id', sidecar.appId],
      ...['--app-port', String(sidecar.appPort), '--app-protocol', 'http', '--app-channel-address', LOOPBACK],
      ...configurations(sidecar).flatMap((file) => ['--config', path.join(paths.config, file)]),
      ...RESOURCES.flatMap((folder) => ['--resources-path', path.join(config, folder)]),
      ...['--dapr-listen-addresses', LOOPBACK],
      ...['--dapr-http-port', String(sidecar.httpPort), '--dapr-grpc-port', String(sidecar.grpcPort)],
      ...['--dapr-internal-grpc-listen-address', LOOPBACK, '--dapr-internal-grpc-port', String(sidecar.internalPort)],
      ...['--metrics-listen-address', LOOPBACK, '--metrics-port', String(sidecar.metricsPort)],
      ...['--enable-mtls', '--sentry-address', onLoopback(settings.ports.sentry)],
      ...['--control-plane-trust-domain', TRUST_DOMAIN],
      // A service that is away, or hangs, is brought no messages and passed no calls. Seconds; milliseconds; probes in a row.
      ...['--enable-app-health-check', '--app-health-check-path', '/healthz', '--app-health-probe-interval', '5'],
      ...['--app-health-probe-timeout', '2000', '--app-health-threshold', '3'],
      // Neither actors nor jobs are used.
      ...['--placement-host-address', '', '--scheduler-host-address', ''],
      // Told to stop, it takes no more messages, and serves its service for so long, which is stopping as well or goes on without it.
      ...['--dapr-block-shutdown-duration', '2s', '--dapr-graceful-shutdown-seconds', '5'],
      '--log-as-json',
    ],
    env: {
      DAPR_API_TOKEN: sidecar.daprApiToken,
      APP_API_TOKEN: sidecar.appApiToken,
      DAPR_TRUST_ANCHORS_FILE: trustAnchors(context),
      // Part of its identity; access policies name it.
      NAMESPACE: 'default',
      // What other sidecars are told; the default is the address of the machine's first network card.
      DAPR_HOST_IP: LOOPBACK,
      KAFKA_BROKERS: endpoints(settings).kafkaBrokers.join(','),
      REDIS_ADDRESS: onLoopback(settings.ports.redis),
      REDIS_PASSWORD: settings.secrets.redisPassword,
      OTEL_SERVICE_NAME: processName(sidecar),
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${onLoopback(settings.ports.jaegerOtlpGrpc)}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_INSECURE: 'true',
    },
    dependsOn: { sentry: 'healthy', redis: 'healthy', ...sidecar.dependsOn },
    // "Outbound": its APIs and components are ready, whether or not the app is there. Answers 204.
    probe: tcpProbe(
      sidecar.httpPort,
      `GET /v1.0/healthz/outbound HTTP/1.1\\r\\nHost: ${LOOPBACK}\\r\\nConnection: close\\r\\n\\r\\n`,
      'HTTP/1.1 204 ',
    ),
    ports: {
      http: sidecar.httpPort,
      grpc: sidecar.grpcPort,
      internal: sidecar.internalPort,
      metrics: sidecar.metricsPort,
    },
  };
}

const daprds = (context: Context): readonly ProcessSpec[] =>
  sidecars(context).map((sidecar) => daprd(context, sidecar));

/** Sidecars find each other by this list: mDNS, the default, is not confined to the loopback interface. */
function nameResolution(context: Context): string {
  return [
    'apiVersion: dapr.io/v1alpha1',
    'kind: Configuration',
    'metadata:',
    '  name: name-resolution',
    'spec:',
    '  nameResolution:',
    '    # Our own, in tools/daprd.',
    '    component: static',
    '    version: v1',
    '    configuration:',
    ...sidecars(context).map(({ appId, internalPort }) => `      ${appId}: ${onLoopback(internalPort)}`),
    '',
  ].join('\n');
}

export const dapr: Component = {
  name: 'dapr',
  artefacts,
  directories: () => [{ path: 'sentry' }],
  files: (context) => [
    sharedConfigFile(context, 'dapr/sentry.yaml'),
    sharedConfigFile(context, 'dapr/configurations/task-service.yaml'),
    sharedConfigFile(context, 'dapr/configurations/consumer.yaml'),
    sharedConfigFile(context, 'dapr/components/statestore.yaml'),
    sharedConfigFile(context, 'dapr/components/pubsub.yaml'),
    sharedConfigFile(context, 'dapr/subscriptions/notification-requested.yaml'),
    sharedConfigFile(context, 'dapr/resiliency/pubsub.yaml'),
    sharedConfigFile(context, 'dapr/resiliency/invocation.yaml'),
    { path: 'dapr/name-resolution.yaml', content: nameResolution(context) },
    ...daprCliFiles(context, daprds(context)),
  ],
  processes: (context) => [sentry(context), ...daprds(context)],
  scrapeTargets: (context) => [
    { job: 'sentry', port: context.settings.ports.sentryMetrics },
    ...sidecars(context).map((sidecar) => ({
      job: processName(sidecar),
      port: sidecar.metricsPort,
      labels: { instance_name: processName(sidecar) },
    })),
  ],
};
