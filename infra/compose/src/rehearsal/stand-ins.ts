/**
 * What stands for the images that cannot be pulled: repository, and the target of infra/compose/rehearsal/Dockerfile. An image that is not here cannot be had,
 * since nothing that this machine may install holds its program.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  busybox: 'busybox',
  postgres: 'postgres',
  redis: 'redis',
  'apicurio/apicurio-registry-mem': 'registry',
  'docker.elastic.co/elasticsearch/elasticsearch': 'elasticsearch',
  'prom/prometheus': 'prometheus',
  'prom/alertmanager': 'alertmanager',
  'jaegertracing/all-in-one': 'jaeger',
  'quay.io/prometheuscommunity/postgres-exporter': 'postgres-exporter',
  'quay.io/prometheuscommunity/elasticsearch-exporter': 'elasticsearch-exporter',
  'quay.io/prometheus/node-exporter': 'node-exporter',
  'oliver006/redis_exporter': 'redis-exporter',
  'ghcr.io/shopify/toxiproxy': 'toxiproxy',
};

/** What our own images are made of: their build arguments, and the target that takes the place of each. */
export const BASES: Readonly<Record<string, string>> = {
  RUNTIME_IMAGE: 'debian',
  NODE_IMAGE: 'node',
  GO_IMAGE: 'golang',
  MAVEN_IMAGE: 'maven',
  KAFKA_IMAGE: 'cp-kafka',
};

/** Of these the Dockerfile of our image takes the version only. */
export const DAPR_BASES: Readonly<Record<string, string>> = {
  'daprio/placement': 'placement',
  'daprio/scheduler': 'scheduler',
};

/** Ours, on a base that cannot be had. */
export const OWN_WITHOUT_BASE: readonly string[] = ['dapr-dashboard'];

/** @returns the target that stands for an image; undefined when none does. @param image with its tag */
export function standInFor(image: string): string | undefined {
  return STAND_INS[image.replace(/:[^:/]+$/, '')];
}
