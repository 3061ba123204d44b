import type { Change } from '../platform/journal';

/** A task as it stands in the database. */
export interface StoredTask {
  readonly id: string;
  readonly ownerId: string;
  readonly title: string;
  readonly assigned: boolean;
  readonly completed: boolean;
  readonly deleted: boolean;
}

/** An event as it stands somewhere. */
export interface StoredEvent {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  /** The task's title; null where the event carries none. */
  readonly title: string | null;
  readonly partition: number;
  readonly offset: number;
}

/** An event in Kafka that says that a user was told of another one. */
export interface Notice {
  readonly id: string;
  /** Id of the event that was the reason. */
  readonly causeEventId: string;
}

/** How many tasks a user has. */
export interface Counts {
  readonly open: number;
  readonly completed: number;
  readonly deleted: number;
}

/** One user: what was asked for, what is in the database, and what others say of it. */
export interface UserEvidence {
  readonly userId: string;
  readonly changes: readonly Change[];
  readonly tasks: readonly StoredTask[];
  /** In the state store; undefined when there is none, which is then made anew from the database. */
  readonly cached: Counts | undefined;
  /** As the API answers. */
  readonly answered: Counts;
}

/** Everything that is known after a round. */
export interface Evidence {
  readonly users: readonly UserEvidence[];
  /** Each record of the users in Kafka, repeated deliveries too. */
  readonly delivered: readonly StoredEvent[];
  /** Each row of the users in the audit log, in the order in which they were recorded. */
  readonly audited: readonly StoredEvent[];
  /** Each that was told of something by an event of the users. */
  readonly notices: readonly Notice[];
}
