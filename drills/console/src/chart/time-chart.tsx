import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MatrixRow } from '../prometheus/answer';
import { align, stack, type Grid } from './align';
import { Legend } from './legend';
import type { Mark } from './marks';
import { seriesColor } from './palette';
import { plotOptions, type PlotStyle } from './plot-options';
import { useColorScheme } from './use-color-scheme';
import { useWidth } from './use-width';

export interface NamedSeries extends MatrixRow {
  readonly name: string;
}

interface TimeChartProps {
  /** What is drawn, for who does not see it. */
  readonly title: string;
  readonly series: readonly NamedSeries[];
  readonly grid: Grid;
  readonly style: PlotStyle;
  /** CSS pixels. */
  readonly height: number;
  readonly marks?: readonly Mark[];
}

const NO_MARKS: readonly Mark[] = [];

/** Lines over time with a legend, whose values follow the pointer. A series is hidden and shown by its name in the legend. */
export function TimeChart({ title, series, grid, style, height, marks = NO_MARKS }: TimeChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  const scheme = useColorScheme();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [point, setPoint] = useState<number | null>(null);
  const { from, to, step } = grid;
  const lines = useMemo(() => {
    const { times, values } = align(series, { from, to, step });
    return {
      times,
      all: series.map(({ name }, index) => ({ name, color: seriesColor(index), values: values[index] ?? [] })),
    };
  }, [series, from, to, step]);
  const { unit, min, max, stacked, fill, limits } = style;

  useEffect(() => {
    if (!holder.current || width === 0) return;
    const shown = lines.all.filter(({ name }) => !hidden.has(name));
    const values = shown.map((line) => line.values);
    const options = plotOptions({
      width,
      height,
      range: [from, to],
      colors: shown.map(({ color }) => color),
      style: { unit, min, max, stacked, fill, limits },
      marks,
      onPoint: setPoint,
    });
    const data = [lines.times, ...(stacked ? stack(values) : values)] as uPlot.AlignedData;
    const plot = new uPlot(options, data, holder.current);
    return () => plot.destroy();
  }, [lines, hidden, width, height, from, to, unit, min, max, stacked, fill, limits, marks, scheme]);

  const toggle = (name: string): void => {
    setHidden((before) =>
      before.has(name) ? new Set([...before].filter((one) => one !== name)) : new Set([...before, name]),
    );
  };
  return (
    <figure className="time-chart" aria-label={title}>
      <div ref={holder} style={{ minHeight: height }} />
      <Legend lines={lines.all} times={lines.times} point={point} unit={unit} hidden={hidden} onToggle={toggle} />
    </figure>
  );
}
