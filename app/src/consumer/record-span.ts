import { withSpan, type TraceCarrier } from '@firewatch/telemetry';
import { SpanKind, trace, type Span } from '@opentelemetry/api';
import type { ReceivedRecord } from './received-record';

/** Whose attempt it is to process which record, and in which trace. */
export interface ProcessedRecord {
  group: string;
  record: Pick<ReceivedRecord, 'topic' | 'partition' | 'offset'>;
  /** The CloudEvent's, if it has one. */
  messageId: string | undefined;
  /** Of the span that published the record. */
  parent: TraceCarrier;
}

/**
 * Runs one attempt to process a record as a consumer span, a child of the span that published the record. The span that is
 * active now, of a request that brought several records for example, is linked.
 */
export async function withRecordSpan<Result>(
  { group, record, messageId, parent }: ProcessedRecord,
  attempt: (span: Span) => Promise<Result>,
): Promise<Result> {
  const attributes = {
    'messaging.system': 'kafka',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': record.topic,
    'messaging.destination.partition.id': String(record.partition),
    'messaging.consumer.group.name': group,
    'messaging.kafka.offset': Number(record.offset),
    ...(messageId !== undefined && { 'messaging.message.id': messageId }),
  };
  const active = trace.getActiveSpan()?.spanContext();
  const links = active ? [{ context: active }] : [];
  return withSpan(`process ${record.topic}`, { kind: SpanKind.CONSUMER, attributes, parent, links }, attempt);
}
