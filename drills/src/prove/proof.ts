import type { RunEnded, Timings } from '../drill/events';
import type { Platform } from '../platform/platform';

/** What was run, and what came of it. */
export interface Proof {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** How the platform ran: as local processes, or in containers. */
  readonly runtime: Platform['runtime'];
  /** How many times faster than in production the alert path's clock went. All times of the report are as they passed. */
  readonly speed: number;
  /** The commit that was proven, with `-dirty` where files differ from it; `unknown` outside a repository. */
  readonly commit: string;
  readonly drills: readonly ProvenDrill[];
  /** Alerts that no drill proves, each with its reason. */
  readonly undrilled: readonly { readonly alert: string; readonly reason: string }[];
}

/** All runs of one drill. */
export interface ProvenDrill {
  readonly name: string;
  readonly runs: number;
  readonly passed: number;
  /** Seconds, the median of the runs that got so far; absent when none did. */
  readonly detect?: number;
  readonly notify?: number;
  readonly resolve?: number;
  readonly total: number;
  readonly failures: readonly NonNullable<RunEnded['failure']>[];
}

/** Sums runs up, by drill, in the order in which they were first run. */
export function sumUp(ended: readonly { readonly name: string; readonly end: RunEnded }[]): readonly ProvenDrill[] {
  const byName = Map.groupBy(ended, ({ name }) => name);
  return [...byName].map(([name, runs]) => {
    const ends = runs.map(({ end }) => end);
    const medianOf = (seconds: (timings: Timings) => number | undefined) =>
      median(ends.flatMap(({ timings }) => seconds(timings) ?? []));
    const detect = medianOf(({ faultToCondition, conditionToFiring }) =>
      faultToCondition === undefined || conditionToFiring === undefined
        ? undefined
        : faultToCondition + conditionToFiring,
    );
    const notify = medianOf(({ firingToMessage }) => firingToMessage);
    const resolve = medianOf(({ mitigationToResolved }) => mitigationToResolved);
    return {
      name,
      runs: ends.length,
      passed: ends.filter(({ outcome }) => outcome === 'passed').length,
      ...(detect !== undefined && { detect }),
      ...(notify !== undefined && { notify }),
      ...(resolve !== undefined && { resolve }),
      total: medianOf(({ total }) => total) ?? 0,
      failures: ends.flatMap(({ failure }) => failure ?? []),
    };
  });
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return (upper + (sorted[middle - 1] ?? upper)) / 2;
}
