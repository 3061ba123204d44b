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
  const known = new Map<string, readonly string[] | undefined>();
  for (const [name, { type, labels }] of Object.entries<MetricDefinition>(METRICS)) {
    const all = [...labels, ...TARGET_LABELS];
    if (type === 'histogram') {
      known
        .set(`${name}_bucket`, [...all, 'le'])
        .set(`${name}_sum`, all)
        .set(`${name}_count`, all);
    } else known.set(name, all);
  }
  for (const name of [...Object.keys(FOREIGN_SERIES), ...OF_PROMETHEUS]) known.set(name, undefined);
  return known;
}
