/** An event that is committed and not yet acknowledged by Kafka. */
export interface PendingEvent {
  /** Outbox order; a 64-bit number as text. */
  id: string;
  eventId: string;
  topic: string;
  key: string;
  payload: unknown;
  occurredAt: Date;
  createdAt: Date;
  traceparent: string | null;
  tracestate: string | null;
}

export interface ParkedEvent {
  id: string;
  error: string;
}
