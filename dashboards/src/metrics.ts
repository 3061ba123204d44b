import type { METRICS, MetricNameOf } from '@firewatch/telemetry/names';

/**
 * Series that other programs expose, with the scrape job that has them. A panel can use no other: a name that is not here and not in the
 * telemetry's registry does not compile. Enter the whole name, suffix included.
 */
export const FOREIGN_SERIES = {
  up: 'every job (Prometheus itself)',

  // prom-client's default metrics of every Node.js process
  process_cpu_seconds_total: 'task-service, consumer, log-shipper, traffic (prom-client)',
  process_resident_memory_bytes: 'task-service, consumer, log-shipper, traffic (prom-client)',
  nodejs_eventloop_lag_p50_seconds: 'task-service, consumer, log-shipper, traffic (prom-client)',
  nodejs_eventloop_lag_p99_seconds: 'task-service, consumer, log-shipper, traffic (prom-client)',
  nodejs_heap_size_used_bytes: 'task-service, consumer, log-shipper, traffic (prom-client)',
  nodejs_heap_size_total_bytes: 'task-service, consumer, log-shipper, traffic (prom-client)',
  nodejs_gc_duration_seconds_sum: 'task-service, consumer, log-shipper, traffic (prom-client)',

  // JMX agent on the brokers; the names are made by infra/config/jmx/kafka.yml
  kafka_server_replicamanager_underreplicatedpartitions: 'kafka (JMX agent)',
  kafka_cluster_partition_underminisr: 'kafka (JMX agent)',
  kafka_controller_kafkacontroller_offlinepartitionscount: 'kafka (JMX agent)',
  kafka_controller_kafkacontroller_activecontrollercount: 'kafka (JMX agent)',
  kafka_server_brokertopicmetrics_messagesin_total: 'kafka (JMX agent)',
  kafka_network_requestmetrics_totaltime_milliseconds: 'kafka (JMX agent)',
  kafka_server_requesthandlerpool_idle_ratio: 'kafka (JMX agent)',

  // The Dapr sidecars
  dapr_component_state_count: 'task-service-daprd, consumer-daprd',
  dapr_component_state_latencies_bucket: 'task-service-daprd, consumer-daprd; milliseconds',

  // redis_exporter
  redis_up: 'redis',
  redis_memory_used_bytes: 'redis',
  redis_connected_clients: 'redis',
  redis_commands_processed_total: 'redis',

  // postgres_exporter
  pg_up: 'postgres',
  pg_stat_activity_count: 'postgres',
  pg_settings_max_connections: 'postgres',
} as const satisfies Record<string, string>;

export type HistogramName = MetricNameOf<'histogram'>;

/** The series of our own metrics: a histogram has three, of which none bears its name alone. */
export type OwnSeries = Exclude<keyof typeof METRICS, HistogramName> | `${HistogramName}_${'bucket' | 'sum' | 'count'}`;

/** Everything that a panel may query. */
export type Series = OwnSeries | keyof typeof FOREIGN_SERIES;
