import type { Database } from '../platform/database';
import { BENCH_TOPIC, NAME_LENGTH } from './bare-producer';

const INSERT = `
  INSERT INTO outbox (event_id, topic, key, payload, occurred_at, traceparent)
  SELECT gen_random_uuid(), '${BENCH_TOPIC}', gen_random_uuid(),
         jsonb_build_object('userId', $1::text, 'occurredAt', (extract(epoch FROM now()) * 1000)::bigint,
                            'displayName', repeat('x', ${NAME_LENGTH})),
         now(), '00-' || md5(random()::text) || '-' || substr(md5(random()::text), 1, 16) || '-01'
    FROM generate_series(1, $2)`;

/** Writes events as the task service would, in one statement. */
export async function insertBenchRows(database: Database, userId: string, count: number): Promise<void> {
  await database.rows(INSERT, [userId, count]);
}

/** @throws Error while events wait in the outbox, or when one was parked */
export async function refuseUnpublished(database: Database): Promise<void> {
  const [row] = await database.rows<{ waiting: number; parked: number }>(
    `SELECT count(*)::int AS waiting, (count(parked_at))::int AS parked FROM outbox WHERE published_at IS NULL`,
  );
  if (row?.waiting !== 0) throw new Error(`${row?.waiting ?? 0} events wait in the outbox, ${row?.parked ?? 0} parked`);
}
