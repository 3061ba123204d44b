import type { Verdict } from './judge';
import { findings, tally, tallyRows, type FinishedRound } from './tally';

const verdict = (found: Partial<Verdict> = {}): Verdict => ({
  acknowledged: 100,
  inDoubt: 2,
  delivered: 101,
  redelivered: 3,
  lost: [],
  doubled: [],
  outOfOrder: [],
  ...found,
});

const round = (kind: string, recoverySeconds: number, found: Partial<Verdict> = {}): FinishedRound => ({
  kind,
  process: kind,
  recoverySeconds,
  verdict: verdict(found),
});

const ROUNDS = [round('a', 1), round('b', 5, { lost: ['x', 'y'] }), round('a', 3), round('a', 8)];

test('rounds of one kind are added up; of the recoveries median and maximum are given', () => {
  expect(tally(ROUNDS)).toEqual([
    {
      kind: 'a',
      rounds: 3,
      acknowledged: 300,
      inDoubt: 6,
      delivered: 303,
      redelivered: 9,
      lost: 0,
      doubled: 0,
      outOfOrder: 0,
      recoverySeconds: { median: 3, max: 8 },
    },
    expect.objectContaining({ kind: 'b', rounds: 1, lost: 2, recoverySeconds: { median: 5, max: 5 } }),
  ]);
});

test('the last row has the sums', () => {
  expect(tallyRows(tally(ROUNDS)).at(-1)).toEqual(['all', '4', '400', '8', '404', '12', '2', '0', '0', '']);
});

test('findings say of which sort they are', () => {
  expect(findings(round('a', 1, { lost: ['x'], doubled: ['y'], outOfOrder: ['z'] }))).toEqual([
    'lost: x',
    'doubled: y',
    'out of order: z',
  ]);
  expect(findings(round('a', 1))).toEqual([]);
});
