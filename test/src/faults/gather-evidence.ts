import { z } from 'zod';
import { mustCall } from '../platform/api-client';
import type { Database } from '../platform/database';
import type { Journal } from '../platform/journal';
import { KafkaReader, type KafkaRecord, type Offsets } from '../platform/kafka-reader';
import { storedSummary } from '../platform/redis';
import type { Counts, Evidence, Notice, StoredEvent, StoredTask, UserEvidence } from './evidence';
import { NOTICE_TOPIC, ROUND_TOPICS } from './settle';

const TASKS = `
  SELECT id, owner_id AS "ownerId", title, assignee_id IS NOT NULL AS assigned,
         status = 'completed' AS completed, deleted_at IS NOT NULL AS deleted
    FROM tasks WHERE owner_id = ANY ($1)`;

const AUDITED = `
  SELECT event_id AS id, topic, key, payload ->> 'title' AS title, kafka_partition AS partition, kafka_offset::int AS offset
    FROM audit_log WHERE user_id = ANY ($1) AND topic = ANY ($2)
   ORDER BY recorded_at`;

const countsSchema = z.object({ open: z.number(), completed: z.number(), deleted: z.number() });

/** Reads all stores anew: PostgreSQL, Kafka from `starts` to `ends`, the state store, and the API's summaries. */
export async function gatherEvidence(
  database: Database,
  journals: readonly Journal[],
  starts: Offsets,
  ends: Offsets,
): Promise<Evidence> {
  const userIds = journals.map(({ account }) => account.id);
  const tasks = await database.rows<StoredTask>(TASKS, [userIds]);
  const records = await readRecords(userIds, starts, ends);
  return {
    users: await Promise.all(journals.map((journal) => evidenceOf(journal, tasks))),
    delivered: records.filter(({ topic }) => ROUND_TOPICS.includes(topic)).map(toEvent),
    audited: await database.rows<StoredEvent>(AUDITED, [userIds, ROUND_TOPICS]),
    notices: records.filter(({ topic }) => topic === NOTICE_TOPIC).map(toNotice),
  };
}

async function evidenceOf({ account, changes }: Journal, tasks: readonly StoredTask[]): Promise<UserEvidence> {
  // The state store before the API, which puts there what is missing.
  const cached = await readCached(account.id);
  const { body } = await mustCall(200, 'GET', '/me/summary', { token: account.token });
  return {
    userId: account.id,
    changes,
    tasks: tasks.filter(({ ownerId }) => ownerId === account.id),
    cached,
    answered: countsSchema.parse(body),
  };
}

async function readCached(userId: string): Promise<Counts | undefined> {
  const stored = await storedSummary(userId);
  return stored === undefined ? undefined : countsSchema.parse(stored);
}

async function readRecords(userIds: readonly string[], starts: Offsets, ends: Offsets): Promise<KafkaRecord[]> {
  const reader = await KafkaReader.open([...ROUND_TOPICS, NOTICE_TOPIC], starts);
  try {
    await reader.readUpTo(ends);
    return reader.records.filter(({ value }) => userIds.includes(String(value['ownerId'] ?? value['userId'])));
  } finally {
    await reader.close();
  }
}

function toEvent({ topic, key, partition, offset, value, headers }: KafkaRecord): StoredEvent {
  const title = typeof value['title'] === 'string' ? value['title'] : null;
  return { id: headers['ce_id'] ?? '', topic, key, title, partition, offset };
}

function toNotice({ value, headers }: KafkaRecord): Notice {
  return { id: headers['ce_id'] ?? '', causeEventId: String(value['causeEventId']) };
}
