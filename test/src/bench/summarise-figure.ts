import { quantileSorted } from 'simple-statistics';
import type { Measured } from './benchmark';
import type { Figure, Target } from './figures';

/** What the sides measured in one round, by the sides' names. */
export type Round = Readonly<Record<string, Measured>>;

export interface FigureSummary {
  readonly title: string;
  readonly median: number;
  /** First and third quartile over the rounds: half of them lie between. */
  readonly quartiles: readonly [number, number];
  readonly rounds: readonly number[];
  readonly unit: string;
  readonly target: Target | null;
  /** `close`: missed by less than the rounds differ among each other, so that the rounds do not tell. Null without a target. */
  readonly result: 'met' | 'close' | 'missed' | null;
}

/**
 * The median of a figure over the rounds. A ratio or difference is taken in each round, of sides that were measured within seconds of each other.
 * A target is missed when the median is beyond it by more than half the distance between the quartiles.
 * @throws Error when a round lacks a side or a measure
 */
export function summariseFigure(figure: Figure, rounds: readonly Round[]): FigureSummary {
  const { title, over, minus, unit = '', target = null } = figure;
  const values = rounds.map((round) => {
    const value = valueOf(round, figure.side, figure.measure);
    if (over !== undefined) return value / valueOf(round, over, figure.measure);
    return minus === undefined ? value : value - valueOf(round, minus, figure.measure);
  });
  const sorted = values.toSorted((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantileSorted(sorted, share)) as [
    number,
    number,
    number,
  ];
  const result = target && judgeTarget(target, median, (high - low) / 2);
  return { title, median, quartiles: [low, high], rounds: values, unit, target, result };
}

function judgeTarget(target: Target, median: number, spread: number): 'met' | 'close' | 'missed' {
  const beyond = 'atMost' in target ? median - target.atMost : target.atLeast - median;
  if (beyond <= 0) return 'met';
  return beyond <= spread ? 'close' : 'missed';
}

function valueOf(round: Round, side: string, measure: string): number {
  const value = round[side]?.[measure];
  if (value === undefined) throw new Error(`no ${measure} of "${side}" was measured`);
  return value;
}

const number = (value: number): string => value.toPrecision(3);

/** The figures as rows for people, the header first. */
export function figureRows(summaries: readonly FigureSummary[]): string[][] {
  return [
    ['FIGURE', 'MEDIAN', 'QUARTILES', 'TARGET', 'RESULT'],
    ...summaries.map(({ title, median, quartiles, unit, target, result }) => [
      title,
      `${number(median)}${unit && ` ${unit}`}`,
      quartiles.map(number).join('–'),
      target === null ? '' : 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`,
      result ?? '',
    ]),
  ];
}
