import { align } from '../chart/align';
import { formatValue } from '../format/unit';
import type { PanelProps } from './panel-props';
import { Sparkline } from './sparkline';
import { thresholdColor } from './threshold';

/** The last value of each series, in the colour of the threshold that it reaches, above how it came about. */
export function StatPanel({ panel, grid, series }: PanelProps) {
  const { unit, thresholds } = panel.fieldConfig?.defaults ?? {};
  const { values } = align(series, grid);
  return (
    <div className="stat">
      {series.map(({ name }, index) => {
        const line = values[index] ?? [];
        const last = line.findLast((value) => value !== null) ?? Number.NaN;
        const color = thresholdColor(thresholds?.steps, last);
        return (
          <div key={name} className="stat-one">
            <strong style={{ color }}>{formatValue(last, unit)}</strong>
            {series.length > 1 && <span className="soft">{name}</span>}
            <Sparkline values={line} color={color} />
          </div>
        );
      })}
    </div>
  );
}
