import type { METRICS, MetricNameOf } from '@firewatch/telemetry/names';

/**
 * Series that other programs expose, with the scrape job that has them. A panel can use no other: a name that is not here and not in the
 * telemetry's registry does not compile. Enter the whole name, suffix included.
 */
export const FOREIGN_SERIES = {
  up: 'every job (Prometheus itself)',

  // prom-client's default metrics of every Node.js process
  process_cpu_seconds_total: 'task-service, consumer, log-shipper, traffic (prom-client)',
  process_resident_memory_bytes:
    'task-service, consumer, log-shipper, traffic (prom-client); task-service-daprd, consumer-daprd, sentry',
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
  dapr_runtime_component_loaded: 'task-service-daprd, consumer-daprd',
  dapr_runtime_component_init_fail_total: 'task-service-daprd, consumer-daprd; there from the first failure on',
  dapr_http_healthprobes_completed_count: 'task-service-daprd, consumer-daprd',
  dapr_http_server_request_count: 'task-service-daprd, consumer-daprd',
  dapr_runtime_service_invocation_req_sent_total: 'consumer-daprd',
  dapr_runtime_service_invocation_req_recv_total: 'task-service-daprd',
  dapr_runtime_service_invocation_res_recv_total: 'consumer-daprd',
  dapr_runtime_service_invocation_res_recv_latency_ms_bucket: 'consumer-daprd; milliseconds',
  dapr_runtime_acl_app_policy_action_allowed_total: 'task-service-daprd; its app_id is the caller',
  dapr_component_pubsub_egress_count: 'consumer-daprd',
  dapr_component_pubsub_egress_latencies_bucket: 'consumer-daprd; milliseconds',
  dapr_component_pubsub_ingress_bulk_count: 'consumer-daprd',
  dapr_component_pubsub_ingress_bulk_event_count: 'consumer-daprd',
  dapr_component_pubsub_ingress_bulk_latencies_bucket: 'consumer-daprd; milliseconds',
  dapr_component_state_count: 'task-service-daprd, consumer-daprd',
  dapr_component_state_latencies_bucket: 'task-service-daprd, consumer-daprd; milliseconds',
  dapr_resiliency_count: 'consumer-daprd',
  dapr_resiliency_activations_total: 'consumer-daprd; there from the first retry, time-out or change of a circuit on',
  dapr_sentry_cert_sign_request_received_total: 'sentry',
  dapr_sentry_cert_sign_success_total: 'sentry',
  dapr_sentry_issuercert_expiry_timestamp: 'sentry',
  go_goroutines: 'task-service-daprd, consumer-daprd, sentry',
  process_start_time_seconds: 'every job of ours and of Dapr',

  // redis_exporter
  redis_up: 'redis',
  redis_memory_used_bytes: 'redis',
  redis_connected_clients: 'redis',
  redis_commands_processed_total: 'redis',

  // postgres_exporter
  pg_up: 'postgres',
  pg_stat_activity_count: 'postgres',
  pg_settings_max_connections: 'postgres',

  // node_exporter
  node_vmstat_oom_kill: 'node',

  // elasticsearch_exporter
  elasticsearch_cluster_health_status: 'elasticsearch; only while Elasticsearch answers',

  // Alertmanager
  alertmanager_notifications_failed_total: 'alertmanager; by receiver_name, which is an experimental feature',
} as const satisfies Record<string, string>;

export type HistogramName = MetricNameOf<'histogram'>;

/** The series of our own metrics: a histogram has three, of which none bears its name alone. */
export type OwnSeries = Exclude<keyof typeof METRICS, HistogramName> | `${HistogramName}_${'bucket' | 'sum' | 'count'}`;

/** Everything that a panel may query. */
export type Series = OwnSeries | keyof typeof FOREIGN_SERIES;
