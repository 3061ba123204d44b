import type { MatrixRow } from '../prometheus/answer';

/** Unix seconds, both ends included. */
export interface Grid {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Times, and for each series a value at each of them, null where it has none. */
export interface Aligned {
  readonly times: readonly number[];
  readonly values: readonly (readonly (number | null)[])[];
}

/** Series on one grid of times: a gap in the data is a gap in the line. Values that are no finite number are gaps. */
export function align(series: readonly Pick<MatrixRow, 'values'>[], { from, to, step }: Grid): Aligned {
  const count = Math.floor((to - from) / step + 1e-6) + 1;
  const times = Array.from({ length: Math.max(count, 0) }, (_, index) => from + index * step);
  const values = series.map(({ values: samples }) => {
    const line = new Array<number | null>(times.length).fill(null);
    for (const [at, value] of samples) {
      const index = Math.round((at - from) / step);
      const number = Number(value);
      if (index >= 0 && index < line.length && Number.isFinite(number)) line[index] = number;
    }
    return line;
  });
  return { times, values };
}

/** Each series on top of those before it; one without a value adds nothing, and ends where it has none. */
export function stack(values: Aligned['values']): Aligned['values'] {
  const sums: number[] = [];
  return values.map((line) =>
    line.map((value, index) => {
      if (value === null) return null;
      sums[index] = (sums[index] ?? 0) + value;
      return sums[index];
    }),
  );
}
