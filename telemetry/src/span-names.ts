/** The registry of our own spans and attributes, as `names.ts` is that of metrics. This file imports nothing, either. */

export interface SpanDefinition {
  /** `{…}` stands for the value of that attribute. */
  readonly name: string;
  readonly kind: 'producer' | 'consumer' | 'internal';
  readonly parent: string;
  readonly help: string;
}

/** Spans that our own code makes; those of the instrumentations follow OpenTelemetry's conventions. */
export const SPANS = {
  publish: {
    name: 'publish {messaging.destination.name}',
    kind: 'producer',
    parent: "the request's span, whose context stands in the outbox row",
    help: "One event of the outbox: from the relay's attempt to the broker's acknowledgement",
  },
  process: {
    name: 'process {messaging.destination.name}',
    kind: 'consumer',
    parent: "the producer's span, by the record's traceparent header",
    help: "One record handled by one consumer group: from decoding to the group's effect",
  },
  remind: {
    name: 'remind',
    kind: 'internal',
    parent: 'none: it begins a trace',
    help: 'One reminder of a due task: its mark on the task and its row in the outbox',
  },
} as const satisfies Record<string, SpanDefinition>;

/** The name of a messaging span, for instance `publish task.created`. */
export function messagingSpanName(span: keyof typeof SPANS, topic: string): string {
  return SPANS[span].name.replace('{messaging.destination.name}', topic);
}

/** Attributes that our own spans carry: attribute name and meaning. Names without `firewatch.` are OpenTelemetry's. */
export const ATTRIBUTES = {
  messagingSystem: 'messaging.system',
  messagingOperationName: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestinationName: 'messaging.destination.name',
  messagingDestinationPartitionId: 'messaging.destination.partition.id',
  messagingConsumerGroupName: 'messaging.consumer.group.name',
  messagingKafkaMessageKey: 'messaging.kafka.message.key',
  messagingKafkaOffset: 'messaging.kafka.offset',
  messagingMessageId: 'messaging.message.id',
  eventType: 'firewatch.event.type',
  eventTime: 'firewatch.event.time',
  processingOutcome: 'firewatch.processing.outcome',
  processingAttempts: 'firewatch.processing.attempts',
  outboxDelaySeconds: 'firewatch.outbox.delay_seconds',
} as const;

export type AttributeName = (typeof ATTRIBUTES)[keyof typeof ATTRIBUTES];
