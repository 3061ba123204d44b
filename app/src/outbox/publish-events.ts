import { counter, histogram, tracer } from '@firewatch/telemetry';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { isRetriable, messageOf } from '../errors';
import { toHeaders } from '../events/headers';
import { headersOf } from '../events/record-headers';
import type { ParkedEvent, PendingEvent } from './pending-event';
import { RecordRefusedError, type EventEncoder, type OutgoingRecord, type RecordSender } from './ports';

export interface Publishing {
  encoder: EventEncoder;
  sender: RecordSender;
}

/** What became of a batch. Events that are in neither list stay pending; `failure` then says why. */
export interface PublishOutcome {
  published: string[];
  parked: ParkedEvent[];
  failure?: unknown;
}

/** Values of the label `reason` of `outbox_publish_failures_total`. */
export const PUBLISH_FAILURE_REASONS = ['encode', 'registry', 'broker', 'rejected'] as const;

interface EncodedEvent {
  event: PendingEvent;
  span: Span;
  record: OutgoingRecord;
}

/** A batch that is ready to be sent, and what has become of those of its events that are not. */
export interface PreparedBatch {
  /** Outbox ids of all its events. */
  ids: string[];
  encoded: EncodedEvent[];
  outcome: PublishOutcome;
}

/**
 * Publishes events in their order, as one batch. An event that can never be encoded or that the broker refuses is parked;
 * a failure that may pass stops the batch there, so that no event overtakes an earlier one. Never throws.
 */
export async function publishEvents(publishing: Publishing, events: PendingEvent[]): Promise<PublishOutcome> {
  return sendBatch(publishing, await prepareBatch(publishing.encoder, events));
}

/** The first half of `publishEvents`. A batch that is then not sent leaves no trace. Never throws. */
export async function prepareBatch(encoder: EventEncoder, events: PendingEvent[]): Promise<PreparedBatch> {
  const { encoded, ...outcome } = await encodeInOrder(encoder, events);
  return { ids: events.map(({ id }) => id), encoded, outcome };
}

/** The second half of `publishEvents`. Never throws. */
export async function sendBatch(publishing: Publishing, batch: PreparedBatch): Promise<PublishOutcome> {
  const { encoded, outcome } = batch;
  if (encoded.length === 0) return outcome;
  try {
    await publishing.sender.send(encoded.map(({ record }) => record));
    acknowledge(encoded);
    outcome.published.push(...encoded.map(({ event }) => event.id));
    return outcome;
  } catch (error) {
    const isRefused = error instanceof RecordRefusedError;
    for (const { span } of encoded) fail(span, error);
    if (!isRefused) {
      countFailure('broker');
      return { ...outcome, failure: error };
    }
    if (encoded.length > 1) return oneByOne(publishing, encoded, outcome);
    countFailure('rejected');
    outcome.parked.push(
      ...encoded.map(({ event, record }) => ({
        id: event.id,
        error: `${messageOf(error)} (its value has ${record.value?.length ?? 0} bytes)`,
      })),
    );
    return outcome;
  }
}

/** Finds the record that the broker refused: the others are published, again if they had been stored already. */
async function oneByOne(
  publishing: Publishing,
  encoded: EncodedEvent[],
  outcome: PublishOutcome,
): Promise<PublishOutcome> {
  for (const { event } of encoded) {
    const single = await publishEvents(publishing, [event]);
    outcome.published.push(...single.published);
    outcome.parked.push(...single.parked);
    if (single.failure !== undefined) return { ...outcome, failure: single.failure };
  }
  return outcome;
}

async function encodeInOrder(
  encoder: EventEncoder,
  events: PendingEvent[],
): Promise<PublishOutcome & { encoded: EncodedEvent[] }> {
  const encoded: EncodedEvent[] = [];
  const parked: ParkedEvent[] = [];
  for (const event of events) {
    try {
      const value = await encoder.encode(event.topic, event.payload);
      encoded.push(toRecord(event, value));
    } catch (error) {
      countFailure(isRetriable(error) ? 'registry' : 'encode');
      if (isRetriable(error)) return { encoded, parked, published: [], failure: error };
      parked.push({ id: event.id, error: messageOf(error) });
    }
  }
  return { encoded, parked, published: [] };
}

/** Starts the producer span as a child of the request that wrote the event, and lets the record carry that span on. */
function toRecord(event: PendingEvent, value: Buffer): EncodedEvent {
  const carrier = { traceparent: event.traceparent ?? '', ...(event.tracestate && { tracestate: event.tracestate }) };
  const parent = propagation.extract(ROOT_CONTEXT, carrier);
  const span = tracer.startSpan(
    `publish ${event.topic}`,
    {
      kind: SpanKind.PRODUCER,
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.name': 'publish',
        'messaging.operation.type': 'send',
        'messaging.destination.name': event.topic,
        'messaging.message.id': event.eventId,
        'messaging.kafka.message.key': event.key,
        'messaging.message.body.size': value.length,
      },
    },
    parent,
  );
  const headers = toHeaders({ id: event.eventId, topic: event.topic, occurredAt: event.occurredAt });
  propagation.inject(trace.setSpan(parent, span), headers);
  return { event, span, record: { topic: event.topic, key: event.key, value, headers: headersOf(headers) } };
}

function acknowledge(encoded: readonly EncodedEvent[]): void {
  const now = Date.now();
  for (const { span } of encoded) span.end();
  for (const [topic, ofTopic] of Map.groupBy(encoded, ({ event }) => event.topic)) {
    const observe = ({ event }: EncodedEvent) =>
      histogram('outbox_delivery_delay_seconds').observe(
        { topic },
        Math.max(0, now - event.createdAt.getTime()) / 1_000,
      );
    // Of a batch's events one in each topic is enough for the figures to point to a trace: the one that waited longest.
    const [oldest, ...others] = ofTopic;
    if (!oldest) continue;
    for (const one of others) observe(one);
    context.with(trace.setSpan(ROOT_CONTEXT, oldest.span), () => {
      counter('outbox_published_events_total').inc({ topic }, ofTopic.length);
      observe(oldest);
    });
  }
}

function fail(span: Span, error: unknown): void {
  if (error instanceof Error) span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
  span.end();
}

function countFailure(reason: (typeof PUBLISH_FAILURE_REASONS)[number]): void {
  counter('outbox_publish_failures_total').inc({ reason });
}
