import type { Settings } from '@firewatch/native';

/** What each component must show of itself. A component's row says where to look, not how it is made. */
export interface Signals {
  /** The scrape target that speaks for it: Prometheus job and port. An exporter's port for what cannot speak for itself. */
  readonly target: { readonly job: string; readonly port: keyof Settings['ports'] };
  /** An expression that has a sample while the component works, apart from `up`. */
  readonly metric: string;
  /** Jaeger's service of the spans that it sends. Absent: it sends none. */
  readonly traces?: string;
}

const exporter = (job: string, port: keyof Settings['ports'], metric: string): Signals => ({
  target: { job, port },
  metric,
});

const broker = (id: 1 | 2 | 3): Signals => ({
  target: { job: 'kafka', port: `kafka${id}Jmx` },
  metric: `{job="kafka", broker="${id}", __name__=~"kafka_server_.*"}`,
});

/**
 * Component × signal, by the supervisor's name of the process. Each has its logs, under this name in Elasticsearch's `service.name`;
 * so that is no column. A component that is missing here fails the test.
 */
export const SIGNAL_MATRIX: Readonly<Record<string, Signals>> = {
  'task-service': {
    target: { job: 'task-service', port: 'taskService' },
    metric: 'http_server_request_duration_seconds_count{job="task-service"}',
    traces: 'task-service',
  },
  consumer: {
    target: { job: 'consumer', port: 'consumer' },
    metric: 'messaging_process_duration_seconds_count{job="consumer"}',
    traces: 'consumer',
  },
  'task-service-daprd': {
    target: { job: 'task-service-daprd', port: 'taskServiceDaprMetrics' },
    metric: 'dapr_runtime_component_loaded{job="task-service-daprd"}',
    traces: 'task-service-daprd',
  },
  'consumer-daprd': {
    target: { job: 'consumer-daprd', port: 'consumerDaprMetrics' },
    metric: 'dapr_runtime_component_loaded{job="consumer-daprd"}',
    traces: 'consumer-daprd',
  },
  sentry: { target: { job: 'sentry', port: 'sentryMetrics' }, metric: '{job="sentry", __name__=~"dapr_sentry_.*"}' },
  'kafka-1': broker(1),
  'kafka-2': broker(2),
  'kafka-3': broker(3),
  zookeeper: {
    target: { job: 'zookeeper', port: 'zookeeperJmx' },
    metric: '{job="zookeeper", __name__=~"zookeeper_.*"}',
  },
  registry: {
    target: { job: 'registry', port: 'registry' },
    metric: '{job="registry", __name__=~"http_server_requests_seconds_count|jvm_memory_used_bytes"}',
  },
  postgres: exporter('postgres', 'postgresExporter', 'pg_up{job="postgres"} == 1'),
  'postgres-exporter': exporter('postgres', 'postgresExporter', 'process_resident_memory_bytes{job="postgres"}'),
  redis: exporter('redis', 'redisExporter', 'redis_up{job="redis"} == 1'),
  'redis-exporter': exporter('redis', 'redisExporter', 'redis_exporter_build_info{job="redis"}'),
  elasticsearch: exporter(
    'elasticsearch',
    'elasticsearchExporter',
    'elasticsearch_cluster_health_number_of_nodes{job="elasticsearch"} == 1',
  ),
  'elasticsearch-exporter': exporter(
    'elasticsearch',
    'elasticsearchExporter',
    'process_resident_memory_bytes{job="elasticsearch"}',
  ),
  'node-exporter': exporter('node', 'nodeExporter', 'node_memory_MemAvailable_bytes{job="node"}'),
  jaeger: {
    target: { job: 'jaeger', port: 'jaegerAdmin' },
    metric: 'jaeger_collector_spans_received_total{job="jaeger"}',
  },
  prometheus: {
    target: { job: 'prometheus', port: 'prometheus' },
    metric: 'prometheus_tsdb_head_series{job="prometheus"}',
  },
  alertmanager: {
    target: { job: 'alertmanager', port: 'alertmanager' },
    metric: 'alertmanager_build_info{job="alertmanager"}',
  },
  toxiproxy: {
    target: { job: 'toxiproxy', port: 'toxiproxy' },
    metric: '{job="toxiproxy", __name__=~"(toxiproxy|go)_.*"}',
  },
  'process-exporter': {
    target: { job: 'process-exporter', port: 'processExporter' },
    metric: 'process_restarts_total{job="process-exporter", process="consumer"}',
  },
  'log-shipper': {
    target: { job: 'log-shipper', port: 'logShipper' },
    metric: 'log_shipper_lines_total{job="log-shipper", outcome="indexed"}',
  },
  'slack-receiver': {
    target: { job: 'slack-receiver', port: 'slackReceiver' },
    metric: 'slack_receiver_messages{job="slack-receiver", channel="critical"}',
  },
  'dead-mans-switch': {
    target: { job: 'dead-mans-switch', port: 'deadMansSwitch' },
    metric: 'dead_mans_switch_heartbeat_age_seconds{job="dead-mans-switch"}',
  },
  console: {
    target: { job: 'console', port: 'console' },
    metric: 'console_event_streams{job="console"}',
  },
  traffic: {
    target: { job: 'traffic', port: 'traffic' },
    metric: 'traffic_requests_total{job="traffic", outcome="ok"}',
  },
};
