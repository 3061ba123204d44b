import { Database } from '../platform/database';
import { Journal } from '../platform/journal';
import { endOffsets, withAdmin } from '../platform/kafka-reader';
import { Load } from '../platform/load';
import { gatherEvidence } from './gather-evidence';
import { judge, type Verdict } from './judge';
import { NOTICE_TOPIC, ROUND_TOPICS, settle } from './settle';
import { TaskLife } from './task-life';

const USERS = 4;
const SETTLE_MS = 90_000;

export interface UnderLoad<T> {
  readonly result: T;
  readonly verdict: Verdict;
}

/**
 * Runs work while people create, change, complete and delete tasks; when all is quiet again the stores are held against what the API
 * acknowledged.
 * @param work gets the load, and the journal of one more user, who does nothing else
 * @throws Error when a request is refused or the platform does not come to rest
 */
export async function underLoad<T>(work: (load: Load, probe: Journal) => Promise<T>): Promise<UnderLoad<T>> {
  const starts = await withAdmin((admin) => endOffsets(admin, [...ROUND_TOPICS, NOTICE_TOPIC]));
  const [probe, ...users] = await Promise.all([Journal.open(), ...Array.from({ length: USERS }, () => Journal.open())]);
  const load = new Load(users.map((journal) => new TaskLife(journal, probe.account.id).step));
  let result: T;
  try {
    result = await work(load, probe);
  } finally {
    await load.stop();
  }
  const journals = [...users, probe];
  const database = await Database.open();
  try {
    const userIds = journals.map(({ account }) => account.id);
    const ends = await settle(database, userIds, SETTLE_MS);
    const verdict = judge(await gatherEvidence(database, journals, starts, ends));
    for (const journal of journals) await journal.cleanUp();
    return { result, verdict };
  } finally {
    await database.close();
  }
}
