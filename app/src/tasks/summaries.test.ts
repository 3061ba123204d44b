import { AppError, DependencyUnavailableError } from '../errors';
import type { SummaryCache } from './ports';
import { readSummary, refreshSummary } from './summaries';
import type { Summary } from './summary';

const USER = 'user-1';

function summaryOf(open: number): Summary {
  return { userId: USER, open, completed: 0, deleted: 0, total: open, lastEventAt: null };
}

/** A cache that keeps the contract of versions, in memory. */
class MemoryCache implements SummaryCache {
  stored: Summary | undefined;
  #version = 0;
  beforeWrite: () => void = () => undefined;

  read() {
    return Promise.resolve({ summary: this.stored, version: this.stored && String(this.#version) });
  }

  write(_userId: string, summary: Summary, version: string | undefined) {
    this.beforeWrite();
    const current = this.stored && String(this.#version);
    if (version !== current) return Promise.reject(new AppError('state_conflict', 'lost', { retriable: true }));
    this.put(summary);
    return Promise.resolve();
  }

  put(summary: Summary) {
    this.stored = summary;
    this.#version += 1;
  }
}

const away: SummaryCache = {
  read: () => Promise.reject(new DependencyUnavailableError('dapr')),
  write: () => Promise.reject(new DependencyUnavailableError('dapr')),
};

const counting = (open: () => number) => ({ summarise: () => Promise.resolve(summaryOf(open())) });

test('a stored summary is the answer, and the database is not asked', async () => {
  const cache = new MemoryCache();
  cache.put(summaryOf(3));
  const tasks = { summarise: () => Promise.reject(new Error('asked')) };
  await expect(readSummary({ tasks, cache }, USER)).resolves.toEqual({
    ...summaryOf(3),
    source: 'cache',
    degraded: false,
  });
});

test('a summary that is not stored is counted and stored', async () => {
  const cache = new MemoryCache();
  const answer = await readSummary({ tasks: counting(() => 2), cache }, USER);
  expect(answer).toEqual({ ...summaryOf(2), source: 'database', degraded: false });
  expect(cache.stored).toEqual(summaryOf(2));
});

test('with the store away the answer comes from the database and says that it is degraded', async () => {
  const answer = await readSummary({ tasks: counting(() => 2), cache: away }, USER);
  expect(answer).toEqual({ ...summaryOf(2), source: 'database', degraded: true });
});

test('with a store that refuses writes the answer comes from the database and says that it is degraded', async () => {
  const cache = new MemoryCache();
  cache.write = () => Promise.reject(new DependencyUnavailableError('redis', undefined, 'redis refuses writes'));
  const answer = await readSummary({ tasks: counting(() => 2), cache }, USER);
  expect(answer).toEqual({ ...summaryOf(2), source: 'database', degraded: true });
});

test('losing the race to store does not fail the read, nor undo what the winner stored', async () => {
  const cache = new MemoryCache();
  cache.beforeWrite = () => cache.put(summaryOf(5));
  const answer = await readSummary({ tasks: counting(() => 4), cache }, USER);
  expect(answer).toMatchObject({ open: 4, degraded: false });
  expect(cache.stored).toEqual(summaryOf(5));
});

test('a refresh that lost a race counts anew before it writes again', async () => {
  const cache = new MemoryCache();
  let open = 1;
  let races = 3;
  cache.beforeWrite = () => {
    if (races === 0) return;
    races -= 1;
    open += 1;
    cache.put(summaryOf(-1));
  };
  await refreshSummary({ tasks: counting(() => open), cache }, USER);
  expect(cache.stored).toEqual(summaryOf(4));
});

test('a refresh that always loses says that trying again may help', async () => {
  const cache = new MemoryCache();
  cache.beforeWrite = () => cache.put(summaryOf(0));
  const refresh = refreshSummary({ tasks: counting(() => 1), cache }, USER);
  await expect(refresh).rejects.toMatchObject({ code: 'state_conflict', retriable: true });
});

test('a refresh with the store away fails, to be tried again', async () => {
  const refresh = refreshSummary({ tasks: counting(() => 1), cache: away }, USER);
  await expect(refresh).rejects.toMatchObject({ code: 'dependency_unavailable', retriable: true });
});
