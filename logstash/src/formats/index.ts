import { daprJson } from './dapr-json';
import { ecsJson } from './ecs-json';
import { elasticsearch } from './elasticsearch';
import type { Format } from './format';
import { goLog } from './go-log';
import { log4j } from './log4j';
import { plain } from './plain';
import { postgresql } from './postgresql';
import { processCompose } from './process-compose';
import { quarkus } from './quarkus';
import { redis } from './redis';
import { zapJson } from './zap-json';
import { zerologJson } from './zerolog-json';

export type { Format, Parsed } from './format';
export { plain } from './plain';
export { unwrapLine } from './process-compose';

/** What writes a process's log: the format of its lines, and the name of the program for `event.dataset`. */
export interface Source {
  readonly format: Format;
  readonly program: string;
}

const SOURCES: Readonly<Record<string, Source>> = {
  'task-service': { format: ecsJson, program: 'app' },
  consumer: { format: ecsJson, program: 'app' },
  'kafka-prepare': { format: ecsJson, program: 'app' },
  'log-shipper': { format: ecsJson, program: 'log-shipper' },
  'slack-receiver': { format: ecsJson, program: 'slack-receiver' },
  'dead-mans-switch': { format: ecsJson, program: 'dead-mans-switch' },
  console: { format: ecsJson, program: 'console' },
  traffic: { format: ecsJson, program: 'traffic' },
  'task-service-daprd': { format: daprJson, program: 'daprd' },
  'consumer-daprd': { format: daprJson, program: 'daprd' },
  sentry: { format: daprJson, program: 'sentry' },
  'kafka-1': { format: log4j, program: 'kafka' },
  'kafka-2': { format: log4j, program: 'kafka' },
  'kafka-3': { format: log4j, program: 'kafka' },
  zookeeper: { format: log4j, program: 'zookeeper' },
  registry: { format: quarkus, program: 'apicurio' },
  elasticsearch: { format: elasticsearch, program: 'elasticsearch' },
  jaeger: { format: zapJson, program: 'jaeger' },
  prometheus: { format: goLog, program: 'prometheus' },
  alertmanager: { format: goLog, program: 'alertmanager' },
  'postgres-exporter': { format: goLog, program: 'postgres-exporter' },
  'redis-exporter': { format: goLog, program: 'redis-exporter' },
  'process-exporter': { format: ecsJson, program: 'process-exporter' },
  'node-exporter': { format: goLog, program: 'node-exporter' },
  'elasticsearch-exporter': { format: goLog, program: 'elasticsearch-exporter' },
  postgres: { format: postgresql, program: 'postgresql' },
  redis: { format: redis, program: 'redis' },
  toxiproxy: { format: zerologJson, program: 'toxiproxy' },
  'process-compose': { format: processCompose, program: 'process-compose' },
};

/** @returns the source of that process's log; for one that is not in the table, plain lines. */
export function sourceOf(process: string): Source {
  return (Object.hasOwn(SOURCES, process) ? SOURCES[process] : undefined) ?? { format: plain, program: process };
}
