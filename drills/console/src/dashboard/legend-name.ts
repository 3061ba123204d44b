import type { Labels } from '../../../src/console/api';
import { seriesName } from '../prometheus/series-name';

/** @param format Grafana's, e.g. `{{topic}} {{reason}}`; the series' own name without it */
export function legendName(format: string | undefined, metric: Labels): string {
  if (format === undefined || format === '' || format === '__auto') return seriesName(metric);
  return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_reference, label: string) => metric[label] ?? '').trim();
}
