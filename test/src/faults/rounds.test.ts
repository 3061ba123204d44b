import { waitUntilAllReady } from '../platform/processes';
import { runRound } from './run-round';
import { findings } from './tally';

const ROUND_MS = 300_000;
const BEFORE = 30;

beforeAll(() => waitUntilAllReady());

// The task service's end under load is the subject of outbox-failover, the brokers' that of order; `make test-faults` has all kinds.
it.each(['consumer', 'postgres'])(
  'when %s is killed under load, it comes back, and no change is lost, doubled or overtaken',
  async (name) => {
    const round = await runRound(name, BEFORE);
    expect(findings(round)).toEqual([]);
    expect(round.verdict.acknowledged).toBeGreaterThanOrEqual(2 * BEFORE);
    expect(round.verdict.delivered).toBeGreaterThanOrEqual(round.verdict.acknowledged);
  },
  ROUND_MS,
);
