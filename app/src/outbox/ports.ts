import type { RecordHeaders } from '../events/record-headers';
import type { ParkedEvent, PendingEvent } from './pending-event';

/** A record ready to be sent. */
export interface OutgoingRecord {
  topic: string;
  key: string | Buffer | null;
  value: Buffer | null;
  headers: RecordHeaders;
}

export interface RecordSender {
  /**
   * Sends the records in their order and resolves when every one is acknowledged by all in-sync replicas.
   * Throws RecordRefusedError when a broker refuses a record as such, else DependencyUnavailableError; in both cases some
   * of the records may have been stored, and the next call starts with a new connection.
   */
  send(records: OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface EventEncoder {
  /** Loads the schemas of every topic, so that encoding goes on while the registry is away. */
  warmUp(): Promise<void>;
  /**
   * The payload in the registry's wire format. Throws AppError `unencodable_event` when topic or payload do not fit the
   * schema, DependencyUnavailableError when the schema is not known yet and the registry does not give it.
   */
  encode(topic: string, payload: unknown): Promise<Buffer>;
}

/** A broker will never take a record like this one: it is too large, or not valid. */
export class RecordRefusedError extends Error {
  readonly retriable = false;

  constructor(cause: Error) {
    super(`the broker refuses the record: ${cause.message}`, { cause });
    this.name = 'RecordRefusedError';
  }
}

/** The outbox as the relay works on it. Each call rejects when the connection to the database is lost. */
export interface Outbox {
  /** The events to publish after those in hand, which are given by their outbox ids: at most `limit`, in outbox order. */
  fetchPending(limit: number, inHand: string[]): Promise<PendingEvent[]>;
  /** Marks events that Kafka has acknowledged. */
  markPublished(ids: string[]): Promise<void>;
  /** Puts events aside that can never be published, with the reason; an operator may mend them and clear parked_at. */
  park(events: ParkedEvent[]): Promise<void>;
  /** Deletes some of the events that were published longer ago than the retention. */
  prune(retentionSeconds: number): Promise<void>;
}
