import { isDeepStrictEqual } from 'node:util';
import type { Counts, Evidence, Notice, StoredEvent, StoredTask } from './evidence';
import { settleDoubts, type CommittedChange } from './settle-doubts';

/** What a round amounts to. The lists say what was found, one line each; they are empty when all is well. */
export interface Verdict {
  readonly acknowledged: number;
  readonly inDoubt: number;
  /** Events in Kafka, each counted once. */
  readonly delivered: number;
  /** Deliveries of an event beyond its first: allowed, since effects are idempotent. */
  readonly redelivered: number;
  /** Changes that were stored and are missing in Kafka or in the audit log, and assignments that nobody was told of. */
  readonly lost: readonly string[];
  /** Events, audit rows, notices or counts beyond what the changes amount to. */
  readonly doubled: readonly string[];
  /** Keys whose changes of one kind are in another order in Kafka, or took effect in another order, than they were made in. */
  readonly outOfOrder: readonly string[];
}

/** Events of these carry the title that tells them apart; of any other kind a task has one at most. */
const TITLED = ['task.created', 'task.updated'];

const nameOf = ({ topic, key, title }: CommittedChange | StoredEvent): string =>
  TITLED.includes(topic) ? `${topic} ${key} "${title ?? ''}"` : `${topic} ${key}`;

/** What keeps its order: the events of one kind of one entity. */
const streamOf = ({ topic, key }: CommittedChange | StoredEvent): string => `${topic} ${key}`;

/** Holds what the API acknowledged against Kafka, the audit log and the summaries. */
export function judge(evidence: Evidence): Verdict {
  const committed = evidence.users.flatMap(settleDoubts);
  const asked = evidence.users.flatMap(({ changes }) => changes);
  const first = firstDeliveries(evidence.delivered);
  return {
    acknowledged: asked.filter(({ outcome }) => outcome === 'acknowledged').length,
    inDoubt: asked.filter(({ outcome }) => outcome === 'in-doubt').length,
    delivered: first.length,
    redelivered: evidence.delivered.length - first.length,
    lost: [
      ...missing(committed, first, 'Kafka'),
      ...missing(committed, evidence.audited, 'the audit log'),
      ...untold(first, evidence.notices),
    ],
    doubled: [
      ...surplus(committed, first, 'Kafka'),
      ...surplus(committed, evidence.audited, 'the audit log'),
      ...toldAgain(evidence.notices),
      ...wrongSummaries(evidence),
    ],
    outOfOrder: [...outOfOrder(committed, first), ...effectsOutOfOrder(evidence.audited)],
  };
}

/** The first record of each event, in the order of their partitions. */
function firstDeliveries(delivered: readonly StoredEvent[]): StoredEvent[] {
  const byId = new Map<string, StoredEvent>();
  for (const event of delivered.toSorted((a, b) => a.offset - b.offset)) {
    if (!byId.has(event.id)) byId.set(event.id, event);
  }
  return [...byId.values()];
}

function missing(committed: readonly CommittedChange[], found: readonly StoredEvent[], where: string): string[] {
  const names = new Set(found.map(nameOf));
  return committed.filter((change) => !names.has(nameOf(change))).map((change) => `${nameOf(change)}: not in ${where}`);
}

/** Events that no change accounts for: of a change that was not made, or a second one of a change. */
function surplus(committed: readonly CommittedChange[], found: readonly StoredEvent[], where: string): string[] {
  const unaccounted = new Set(committed.map(nameOf));
  return found
    .filter((event) => !unaccounted.delete(nameOf(event)))
    .map((event) => `${nameOf(event)}: one too many in ${where}, ${event.id}`);
}

/** Who is given a task is told of it. */
function untold(first: readonly StoredEvent[], notices: readonly Notice[]): string[] {
  const causes = new Set(notices.map(({ causeEventId }) => causeEventId));
  return first
    .filter(({ id, topic }) => topic === 'task.assigned' && !causes.has(id))
    .map((event) => `${nameOf(event)}: nobody was told`);
}

/** The same notice may be delivered twice; a second one of the same event may not. */
function toldAgain(notices: readonly Notice[]): string[] {
  const byCause = Map.groupBy(notices, ({ causeEventId }) => causeEventId);
  return [...byCause].flatMap(([cause, ofCause]) => {
    const ids = new Set(ofCause.map(({ id }) => id));
    return ids.size > 1 ? [`${ids.size} notices of the event ${cause}`] : [];
  });
}

function wrongSummaries({ users }: Evidence): string[] {
  return users.flatMap(({ userId, tasks, cached, answered }) => {
    const truth = count(tasks);
    return Object.entries({ 'the state store': cached ?? truth, 'the API': answered })
      .filter(([, summary]) => !isDeepStrictEqual(summary, truth))
      .map(([where, said]) => `${where} says ${JSON.stringify(said)} of ${userId} instead of ${JSON.stringify(truth)}`);
  });
}

function count(tasks: readonly StoredTask[]): Counts {
  const living = tasks.filter(({ deleted }) => !deleted);
  const completed = living.filter((task) => task.completed).length;
  return { open: living.length - completed, completed, deleted: tasks.length - living.length };
}

/** A topic's records of one key share a partition, whose order is that of the changes. Kafka has no order across topics. */
function outOfOrder(committed: readonly CommittedChange[], first: readonly StoredEvent[]): string[] {
  const made = Map.groupBy(committed, streamOf);
  return [...Map.groupBy(first, streamOf)].flatMap(([stream, events]) => {
    if (new Set(events.map(({ partition }) => partition)).size > 1) return [`${stream}: in several partitions`];
    const stored = new Set(events.map(nameOf));
    const expected = (made.get(stream) ?? []).map(nameOf).filter((name) => stored.has(name));
    const actual = [...stored].filter((name) => expected.includes(name));
    return isDeepStrictEqual(actual, expected) ? [] : [`${actual.join(', ')} instead of ${expected.join(', ')}`];
  });
}

function effectsOutOfOrder(audited: readonly StoredEvent[]): string[] {
  return [...Map.groupBy(audited, streamOf)].flatMap(([stream, rows]) => {
    const offsets = rows.map(({ offset }) => offset);
    const sorted = offsets.toSorted((a, b) => a - b);
    return isDeepStrictEqual(offsets, sorted) ? [] : [`${stream}: recorded in the order ${offsets.join(', ')}`];
  });
}
