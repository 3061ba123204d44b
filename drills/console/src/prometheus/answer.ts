import type { Labels } from '../../../src/console/api';

/** Unix seconds, and the value as Prometheus writes it. */
export type Sample = readonly [number, string];

export interface VectorRow {
  readonly metric: Labels;
  readonly value: Sample;
}

export interface MatrixRow {
  readonly metric: Labels;
  readonly values: readonly Sample[];
}

/** What `/api/prometheus/query` answers. */
export type InstantAnswer =
  | { readonly resultType: 'vector'; readonly result: readonly VectorRow[] }
  | { readonly resultType: 'matrix'; readonly result: readonly MatrixRow[] }
  | { readonly resultType: 'scalar' | 'string'; readonly result: Sample };

/** What `/api/prometheus/query_range` answers. */
export interface RangeAnswer {
  readonly resultType: 'matrix';
  readonly result: readonly MatrixRow[];
}

/** The rows of any instant answer; of a range vector the last value of each series. */
export function rowsOf(answer: InstantAnswer): readonly VectorRow[] {
  switch (answer.resultType) {
    case 'vector':
      return answer.result;
    case 'matrix':
      return answer.result.flatMap(({ metric, values }) => {
        const value = values.at(-1);
        return value ? [{ metric, value }] : [];
      });
    case 'scalar':
    case 'string':
      return [{ metric: {}, value: answer.result }];
  }
}
