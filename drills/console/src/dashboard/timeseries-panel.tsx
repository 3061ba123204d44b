import { TimeChart } from '../chart/time-chart';
import type { PanelProps } from './panel-props';

/** CSS pixels: what eight rows of the grid leave between heading and legend. */
const HEIGHT = 170;

export function TimeseriesPanel({ panel, grid, series }: PanelProps) {
  const { unit = 'short', min, max, custom } = panel.fieldConfig?.defaults ?? {};
  return (
    <TimeChart
      title={panel.title ?? ''}
      series={series}
      grid={grid}
      height={HEIGHT}
      style={{
        unit,
        min,
        max,
        stacked: custom?.stacking?.mode === 'normal',
        fill: (custom?.fillOpacity ?? 0) / 100,
      }}
    />
  );
}
