/**
 * The one registry of names, with their meaning: every metric here, every span and attribute that is ours in `span-names.ts`.
 * A name is entered here before it is used anywhere. This file imports nothing, so that everyone may import it.
 */

export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** The unit of the values; counters and gauges of things name the thing. */
  readonly unit: string;
  /** Label names; each must have few possible values. */
  readonly labels: readonly string[];
  readonly help: string;
  /** Upper bounds of a histogram's buckets in its unit, ascending, without +Inf. */
  readonly buckets?: readonly number[];
}

/** Latency of a request or a call. Contains 0.3, the threshold of the latency objective. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10] as const;

/** Delay of an event on its way: from milliseconds to the quarter of an hour that an outage may cost. */
const DELAY_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900] as const;

export const METRICS = {
  http_server_request_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: ['http_request_method', 'http_route', 'http_response_status_code'],
    help: 'Time from the arrival of a request to the end of its response; a path that matches no route is "unmatched"',
    buckets: LATENCY_BUCKETS,
  },
  http_server_active_requests: {
    type: 'gauge',
    unit: 'requests',
    labels: [],
    help: 'Requests that have arrived and are not yet answered',
  },
  outbox_pending_events: {
    type: 'gauge',
    unit: 'events',
    labels: [],
    help: 'Committed outbox rows that Kafka has not yet acknowledged',
  },
  outbox_oldest_pending_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    labels: [],
    help: 'Age of the oldest committed outbox row that Kafka has not yet acknowledged; 0 when none is pending',
  },
  outbox_relay_leader: {
    type: 'gauge',
    unit: 'boolean',
    labels: [],
    help: '1 while this process holds the lock of the outbox relay, else 0; the sum over all processes should be 1',
  },
  outbox_published_events_total: {
    type: 'counter',
    unit: 'events',
    labels: ['topic'],
    help: 'Outbox events that Kafka acknowledged',
  },
  outbox_publish_failures_total: {
    type: 'counter',
    unit: 'failures',
    labels: ['reason'],
    help: 'Attempts to publish a batch of outbox events that failed and will be repeated',
  },
  outbox_delivery_delay_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: ['topic'],
    help: "Time from the commit of an outbox row to the broker's acknowledgement of its event",
    buckets: DELAY_BUCKETS,
  },
  messaging_process_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: ['messaging_consumer_group_name', 'messaging_destination_name', 'outcome'],
    help: 'Time to process one record, retries included; outcome is processed, duplicate or dead_lettered',
    buckets: LATENCY_BUCKETS,
  },
  messaging_event_age_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: ['messaging_consumer_group_name', 'messaging_destination_name'],
    help: "Age of an event, by its own time, when the consumer group's effect was done",
    buckets: DELAY_BUCKETS,
  },
  kafka_consumergroup_lag: {
    type: 'gauge',
    unit: 'records',
    labels: ['consumergroup', 'topic', 'partition'],
    help: 'Records of a partition that the consumer group has not yet committed',
  },
  kafka_consumergroup_lag_sum: {
    type: 'gauge',
    unit: 'records',
    labels: ['consumergroup', 'topic'],
    help: 'Records of a topic that the consumer group has not yet committed, all partitions together',
  },
  kafka_consumergroup_current_offset: {
    type: 'gauge',
    unit: 'records',
    labels: ['consumergroup', 'topic', 'partition'],
    help: 'Offset that the consumer group has committed of a partition; -1 before its first commit',
  },
  kafka_consumergroup_members: {
    type: 'gauge',
    unit: 'members',
    labels: ['consumergroup'],
    help: 'Consumers that are in the group, as its coordinator says',
  },
  kafka_topic_partition_current_offset: {
    type: 'gauge',
    unit: 'records',
    labels: ['topic', 'partition'],
    help: 'Offset that the next record of the partition will have',
  },
  kafka_topic_partition_oldest_offset: {
    type: 'gauge',
    unit: 'records',
    labels: ['topic', 'partition'],
    help: 'Offset of the oldest record of the partition that is still kept',
  },
  kafka_consumer_heartbeat_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    labels: ['messaging_consumer_group_name'],
    help: "Time since the group coordinator last acknowledged this consumer's heartbeat",
  },
  kafka_consumer_crashes_total: {
    type: 'counter',
    unit: 'crashes',
    labels: ['messaging_consumer_group_name'],
    help: 'Times a consumer stopped because of an error',
  },
  kafka_consumer_rebalances_total: {
    type: 'counter',
    unit: 'rebalances',
    labels: ['messaging_consumer_group_name'],
    help: 'Times a consumer joined its group anew and was given partitions',
  },
  dead_letter_events_total: {
    type: 'counter',
    unit: 'events',
    labels: ['topic', 'reason'],
    help: 'Records that were put on the dead-letter topic, by the topic they came from',
  },
  dapr_client_request_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: ['operation', 'outcome'],
    help: 'Time of a call to the Dapr sidecar; outcome is ok or error',
    buckets: LATENCY_BUCKETS,
  },
  summary_reads_total: {
    type: 'counter',
    unit: 'reads',
    labels: ['source'],
    help: 'Summaries that were read, by where they came from: cache or database',
  },
  db_client_connection_count: {
    type: 'gauge',
    unit: 'connections',
    labels: ['state'],
    help: 'Connections of the database pool, by state: idle or used',
  },
  db_client_connection_max: {
    type: 'gauge',
    unit: 'connections',
    labels: [],
    help: 'Largest number of connections that the database pool may open',
  },
  db_client_connection_pending_requests: {
    type: 'gauge',
    unit: 'requests',
    labels: [],
    help: 'Requests that wait for a connection of the database pool',
  },
  task_changes_total: {
    type: 'counter',
    unit: 'changes',
    labels: ['change'],
    help: 'Committed changes of tasks: created, updated, completed, assigned or deleted',
  },
  reminders_raised_total: {
    type: 'counter',
    unit: 'reminders',
    labels: [],
    help: 'Reminders of due tasks that were committed with their event',
  },
  reminder_delay_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: [],
    help: "Time from a task's due time, or from its last change if that was later, to the commit of its reminder",
    buckets: DELAY_BUCKETS,
  },
  notification_deliveries_total: {
    type: 'counter',
    unit: 'deliveries',
    labels: ['outcome'],
    help: 'Notification requests that the sidecar delivered, by outcome: stored, duplicate, retried or dead_lettered',
  },
  notification_delivery_delay_seconds: {
    type: 'histogram',
    unit: 'seconds',
    labels: ['kind'],
    help: 'Time from the event that asks for a notification to the commit of the notification, by kind: reminder or assignment',
    buckets: DELAY_BUCKETS,
  },
  user_registrations_total: {
    type: 'counter',
    unit: 'registrations',
    labels: [],
    help: 'Users that registered',
  },
  user_logins_total: {
    type: 'counter',
    unit: 'logins',
    labels: ['outcome'],
    help: 'Attempts to log in, by outcome',
  },
  token_refreshes_total: {
    type: 'counter',
    unit: 'refreshes',
    labels: ['outcome'],
    help: 'Refresh tokens that were shown, by outcome: ok, refused, or reused (used before, which ended its family)',
  },
  fault_active: {
    type: 'gauge',
    unit: 'boolean',
    labels: ['fault'],
    help: '1 while a fault is switched on in this process by its admin routes, else 0',
  },
  telemetry_spans_ended_total: {
    type: 'counter',
    unit: 'spans',
    labels: [],
    help: 'Ended spans that were chosen for export: ended = exported + dropped + those still queued or under way',
  },
  telemetry_spans_exported_total: {
    type: 'counter',
    unit: 'spans',
    labels: [],
    help: 'Spans that the trace collector accepted',
  },
  telemetry_spans_dropped_total: {
    type: 'counter',
    unit: 'spans',
    labels: ['reason'],
    help: 'Spans that were lost: queue_full (the collector could not keep up) or export_failed (it could not be reached)',
  },
  telemetry_failures_total: {
    type: 'counter',
    unit: 'failures',
    labels: ['operation'],
    help: 'Failures inside the telemetry that the service survived: configure, start, collect or shutdown',
  },
  traffic_requests_total: {
    type: 'counter',
    unit: 'requests',
    labels: ['operation', 'outcome'],
    help: 'Requests that the load generator made, by operation and outcome',
  },
  slack_receiver_posts_total: {
    type: 'counter',
    unit: 'posts',
    labels: ['channel', 'outcome'],
    help: 'Posts to the Slack receiver, by outcome: ok, or the error that Slack answers',
  },
  slack_receiver_messages: {
    type: 'gauge',
    unit: 'messages',
    labels: ['channel'],
    help: 'Messages that the Slack receiver keeps of a channel',
  },
  slack_receiver_forwards_total: {
    type: 'counter',
    unit: 'messages',
    labels: ['channel', 'outcome'],
    help: 'Messages that were to be passed on to the real Slack, by outcome: ok, failed, or dropped because too many waited',
  },
  dead_mans_switch_heartbeats_total: {
    type: 'counter',
    unit: 'heartbeats',
    labels: ['outcome'],
    help: "Posts to the dead-man's switch, by outcome: ok, or refused for being no heartbeat",
  },
  dead_mans_switch_heartbeat_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    labels: [],
    help: "Time since the last heartbeat of the alert path; before the first, since the start of the dead-man's switch",
  },
  dead_mans_switch_posts_total: {
    type: 'counter',
    unit: 'posts',
    labels: ['event', 'outcome'],
    help: "Messages of the dead-man's switch to Slack, by event (silent, back) and outcome (ok, failed)",
  },
  console_upstream_failures_total: {
    type: 'counter',
    unit: 'failures',
    labels: ['component'],
    help: 'Times that a component gave the console no answer that it could use',
  },
  console_refusals_total: {
    type: 'counter',
    unit: 'requests',
    labels: ['reason'],
    help: 'Requests that the console refused for their origin, host or token, by the code of the problem',
  },
  console_event_streams: {
    type: 'gauge',
    unit: 'connections',
    labels: [],
    help: 'Pages that follow the journal of a run now',
  },
  log_shipper_lines_total: {
    type: 'counter',
    unit: 'lines',
    labels: ['service', 'outcome'],
    help: 'Log records that were read, by outcome: indexed, unparsed (kept and tagged), rejected (refused by Elasticsearch, kept as text) or lost (refused as text, too)',
  },
  process_restarts_total: {
    type: 'counter',
    unit: 'restarts',
    labels: ['process'],
    help: 'Times the supervisor has started a process again after it had ended by itself; restarts that were asked for do not count',
  },
  log_shipper_lag_bytes: {
    type: 'gauge',
    unit: 'bytes',
    labels: ['service'],
    help: 'Bytes of a log file that are not yet shipped',
  },
  log_shipper_lag_seconds: {
    type: 'gauge',
    unit: 'seconds',
    labels: ['service'],
    help: 'How long the oldest bytes of a log file have waited to be shipped, counted from when the shipper first saw them; 0 where none wait',
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;

/** The names of the metrics of one type. */
export type MetricNameOf<Type extends MetricDefinition['type']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['type'] extends Type ? Name : never;
}[MetricName];

/** The label names of one metric; `never` when it has none. */
export type MetricLabelOf<Name extends MetricName> = (typeof METRICS)[Name]['labels'][number];
