import type { Finding } from '../finding';

/** Why something is in one of the two platforms only, or not the same in both. An entry that no difference needs fails the check. */
export type Reasons = Readonly<Record<string, string>>;

/** Services that no native process has. */
export const COMPOSE_ONLY: Reasons = {
  'volume-owners': 'natively each folder is made with its owner',
  'trust-anchors': 'natively the sidecars read the certificate where Sentry writes it',
  'elasticsearch-prepare':
    'users and index template: the minimal distribution keeps users in files, the log shipper makes the template',
  'kafka-ui': 'comes as an image only',
  placement: 'natively neither actors nor jobs are used, and nothing runs for them',
  scheduler: 'natively neither actors nor jobs are used, and nothing runs for them',
  'dapr-dashboard': 'comes as an image only',
  'task-service-pod': 'natively all share the network of the machine',
  'consumer-pod': 'natively all share the network of the machine',
  seed: 'natively dev-up itself runs it',
  grafana: 'is in no package registry: natively the console draws the dashboards',
  kibana: 'is in no package registry',
  'kibana-import': 'is in no package registry',
  logstash: 'is in no package registry: natively the log shipper does its work',
  filebeat: 'brings the containers log lines to Logstash',
};

/** Native processes that no service has. */
export const NATIVE_ONLY: Reasons = {
  'log-shipper': 'Filebeat and Logstash do its work',
  'process-exporter':
    'it asks the native supervisor; the engine, which restarts containers, would have to be open to a container',
};

const WITHIN = 'is called within the networks only, at the default port';

/** Settings that the compose file does not use. */
export const NATIVE_ONLY_SETTINGS: Reasons = {
  LOG_SHIPPER_PORT: 'Filebeat and Logstash do its work',
  PROCESS_EXPORTER_PORT: 'nothing counts the restarts of containers yet',
  SCRAPE_INTERVAL: "in containers Prometheus scrapes at production's interval",
  DRILL_SPEED: 'no container reads it: drills are run on the machine',
  TASK_SERVICE_DAPR_GRPC_PORT: WITHIN,
  TASK_SERVICE_DAPR_INTERNAL_PORT: WITHIN,
  CONSUMER_DAPR_GRPC_PORT: WITHIN,
  CONSUMER_DAPR_INTERNAL_PORT: WITHIN,
  SENTRY_PORT: WITHIN,
};

/** `service.VARIABLE`; `*` in place of the service: of any. */
export const ENVIRONMENT: Reasons = {
  '*.HEALTH_URL': 'what the health check of the image asks, where that is not /readyz at HTTP_PORT',
  '*.BROKER_ID': 'of the start script: natively each broker has a file of its own',
  '*.HOST_PORT': 'of the start script: the host reaches a broker at another listener than the network does',
  '*.METRICS_PORT': 'of the start script: natively it is among the arguments',
  '*.DAPR_HOST_IP':
    'natively it keeps the sidecar on the loopback interface; the list of names says where sidecars are',
  'console.DRILLS': 'natively it starts drills itself',
  'console.INTERNAL_HOST': 'it is called by its name as well',
  'console.PUBLISHED_PORT': 'natively it listens where people call it',
  'postgres.POSTGRES_INITDB_ARGS': 'natively the start script gives them to initdb',
  'redis.REDISCLI_AUTH': 'natively the password is in the configuration file',
  'elasticsearch.ES_JAVA_HOME': 'the image brings its own JDK',
  'elasticsearch.ingest.geoip.downloader.enabled': 'the minimal distribution has no ingest',
  'elasticsearch.xpack.ml.enabled': 'the minimal distribution has no machine learning',
  'elasticsearch.network.host': 'natively the address is in the configuration file',
  'slack-receiver.SLACK_WEBHOOK_URLS': 'compose cannot leave out a channel without a URL: an empty one is none',
  'traffic.HTTP_HOST': 'natively it keeps to the loopback interface by default',
};

const NO_ACTORS = 'natively neither actors nor jobs are used, and nothing runs for them';

/** `service --flag`; `*` in place of the service: of any. */
export const FLAGS: Reasons = {
  '* --placement-host-address': NO_ACTORS,
  '* --scheduler-host-address': NO_ACTORS,
  'registry -Djava.util.logging.manager': "of the image's start script",
  'node-exporter --path.rootfs': 'the file systems are those of the machine, which is mounted',
  'traffic --max-old-space-size': 'its container is small: it keeps a few requests at a time',
  'traffic --max-semi-space-size': 'its container is small: it keeps a few requests at a time',
};

/** Shared configuration that no container mounts. */
export const UNMOUNTED: Reasons = {};

/** The entry of a table that gives the reason for `service` and `what`. */
export function reasonFor(reasons: Reasons, service: string, separator: '.' | ' ', what: string): string | undefined {
  return [`${service}${separator}${what}`, `*${separator}${what}`].find((entry) => Object.hasOwn(reasons, entry));
}

/** A finding for each entry that no difference needed. @param kind of what is listed, e.g. "the flag" */
export function staleEntries(kind: string, reasons: Reasons, needed: ReadonlySet<string>): readonly Finding[] {
  return Object.keys(reasons)
    .filter((entry) => !needed.has(entry))
    .map((entry) => ({
      where: 'infra/compose/src/check/parity/differences.ts',
      what: `${kind} ${entry} is listed as a difference, which it is not`,
      remedy: 'remove the entry',
    }));
}
