import { max, median } from 'simple-statistics';
import type { Round } from './run-round';

/** A round that is over. */
export interface FinishedRound extends Round {
  readonly kind: string;
}

/** The rounds of one kind together. */
export interface KindTally {
  readonly kind: string;
  readonly rounds: number;
  readonly acknowledged: number;
  readonly inDoubt: number;
  readonly delivered: number;
  readonly redelivered: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly recoverySeconds: { readonly median: number; readonly max: number };
}

/** One tally for each kind, in the order of the kinds' first rounds. */
export function tally(rounds: readonly FinishedRound[]): KindTally[] {
  return [...Map.groupBy(rounds, ({ kind }) => kind)].map(([kind, ofKind]) => {
    const sum = (count: (round: FinishedRound) => number) => ofKind.reduce((total, round) => total + count(round), 0);
    const recoveries = ofKind.map(({ recoverySeconds }) => recoverySeconds);
    return {
      kind,
      rounds: ofKind.length,
      acknowledged: sum(({ verdict }) => verdict.acknowledged),
      inDoubt: sum(({ verdict }) => verdict.inDoubt),
      delivered: sum(({ verdict }) => verdict.delivered),
      redelivered: sum(({ verdict }) => verdict.redelivered),
      lost: sum(({ verdict }) => verdict.lost.length),
      doubled: sum(({ verdict }) => verdict.doubled.length),
      outOfOrder: sum(({ verdict }) => verdict.outOfOrder.length),
      recoverySeconds: { median: median(recoveries), max: max(recoveries) },
    };
  });
}

/** What a verdict blames, one line each; empty when all is well. */
export function findings({ verdict: { lost, doubled, outOfOrder } }: Pick<Round, 'verdict'>): string[] {
  return [
    ...lost.map((line) => `lost: ${line}`),
    ...doubled.map((line) => `doubled: ${line}`),
    ...outOfOrder.map((line) => `out of order: ${line}`),
  ];
}

const HEADER = [
  'KIND',
  'ROUNDS',
  'ACKNOWLEDGED',
  'IN DOUBT',
  'DELIVERED',
  'REDELIVERED',
  'LOST',
  'DOUBLED',
  'OUT OF ORDER',
  'RECOVERY (MEDIAN, MAX)',
];

/** The tallies as rows for people, the header first and the sums last. */
export function tallyRows(tallies: readonly KindTally[]): string[][] {
  const numbers = (of: Omit<KindTally, 'kind' | 'recoverySeconds'>) => [
    of.rounds,
    of.acknowledged,
    of.inDoubt,
    of.delivered,
    of.redelivered,
    of.lost,
    of.doubled,
    of.outOfOrder,
  ];
  const sums = tallies.map(numbers).reduce((a, b) => a.map((value, index) => value + (b[index] ?? 0)));
  return [
    HEADER,
    ...tallies.map((one) => [
      one.kind,
      ...numbers(one).map(String),
      `${one.recoverySeconds.median.toFixed(1)} s, ${one.recoverySeconds.max.toFixed(1)} s`,
    ]),
    ['all', ...sums.map(String), ''],
  ];
}
