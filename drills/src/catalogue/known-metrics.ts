import { FOREIGN_SERIES } from '@firewatch/dashboards';
import { METRICS, type MetricDefinition } from '@firewatch/telemetry/names';

/** Labels that every target has. */
const TARGET_LABELS = ['job', 'instance'];

/** Metrics that Prometheus itself makes of its alerts. */
const OF_PROMETHEUS = ['ALERTS', 'ALERTS_FOR_STATE'];

/** Known metrics; for our own ones the labels they have, `undefined` for those of other programs. */
export type KnownMetrics = ReadonlyMap<string, readonly string[] | undefined>;

/** What rules and runbooks may ask for: the telemetry's registry and the series that the dashboards have declared. */
export function knownMetrics(): KnownMetrics {
  const own = Object.entries<MetricDefinition>(METRICS).flatMap(([name, { type, labels }]) => {
    const all = [...labels, ...TARGET_LABELS];
    if (type !== 'histogram') return [[name, all] as const];
    return [
      [`${name}_bucket`, [...all, 'le']] as const,
      [`${name}_sum`, all] as const,
      [`${name}_count`, all] as const,
    ];
  });
  const foreign = [...Object.keys(FOREIGN_SERIES), ...OF_PROMETHEUS].map((name) => [name, undefined] as const);
  return new Map<string, readonly string[] | undefined>([...own, ...foreign]);
}
