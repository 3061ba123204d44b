import { currentTraceContext } from '@firewatch/telemetry';
import type { Sequelize, Transaction } from 'sequelize';
import type { DomainEvent } from '../events/event';

const INSERT = `
  INSERT INTO outbox (event_id, topic, key, payload, occurred_at, traceparent, tracestate)
  VALUES ($id, $topic, $key, $payload, $occurredAt, $traceparent, $tracestate)`;

/**
 * Writes an event to the outbox, with the trace context of the caller.
 *
 * The transaction must be the one that makes the change the event tells of: then the event is sent if and only if the
 * change was committed. To keep an entity's events in order, call it after the entity's row was inserted or locked in
 * this transaction: two changes of one entity then take their outbox ids one after the other.
 */
export async function writeEvent(sequelize: Sequelize, transaction: Transaction, event: DomainEvent): Promise<void> {
  const { traceparent = null, tracestate = null } = currentTraceContext() as Partial<Record<string, string>>;
  const { id, topic, key, occurredAt } = event;
  const payload = JSON.stringify(event.payload);
  await sequelize.query(INSERT, {
    transaction,
    bind: { id, topic, key, occurredAt, payload, traceparent, tracestate },
  });
}
