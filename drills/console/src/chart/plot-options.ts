import type uPlot from 'uplot';
import { formatValue } from '../format/unit';
import { drawLimits, drawMarks, LABELS_HEIGHT, type Mark } from './marks';
import { resolveColor, withOpacity } from './palette';
import { labelTimes } from './time-axis';

export interface PlotStyle {
  readonly unit: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly stacked: boolean;
  /** 0 to 1. */
  readonly fill: number;
  /** Values that lines are drawn at; the scale has them in it. */
  readonly limits?: readonly number[] | undefined;
}

interface PlotParts {
  readonly width: number;
  readonly height: number;
  /** Unix seconds. */
  readonly range: readonly [number, number];
  readonly colors: readonly string[];
  readonly style: PlotStyle;
  readonly marks: readonly Mark[];
  /** Told which time the pointer is at, by its index; null without a pointer. */
  readonly onPoint: (index: number | null) => void;
}

const FONT = '11px system-ui, sans-serif';
const DIGIT_WIDTH = 6.5;

/** How a graph is drawn with the colours that the page has now. */
export function plotOptions({ width, height, range, colors, style, marks, onPoint }: PlotParts): uPlot.Options {
  const { unit, min, max, stacked, fill, limits = [] } = style;
  const axis = {
    stroke: resolveColor('var(--text-soft)'),
    font: FONT,
    grid: { stroke: resolveColor('var(--line)'), width: 1 },
    ticks: { show: false },
  };
  const solid = colors.map(resolveColor);
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    padding: [marks.length > 0 ? LABELS_HEIGHT : 8, 8, 0, 0],
    scales: {
      x: { time: true, range: [range[0], range[1]] },
      y: { range: (_plot, low, high) => rangeOf([low, high, ...limits], min, max) },
    },
    axes: [
      { ...axis, space: 70, size: 26, values: (_plot, splits, _axis, _space, step) => labelTimes(splits, step) },
      {
        ...axis,
        space: 28,
        values: (_plot, splits) => splits.map((value) => formatValue(value, unit)),
        size: (_plot, labels: readonly string[] | null) =>
          Math.max(32, ...(labels ?? []).map((label) => label.length * DIGIT_WIDTH + 14)),
      },
    ],
    series: [
      {},
      ...solid.map((color) => ({
        stroke: color,
        width: 1.5,
        spanGaps: false,
        points: { show: showPoints },
        ...(!stacked && fill > 0 && { fill: withOpacity(color, fill) }),
      })),
    ],
    ...(stacked && { bands: bandsOf(solid, fill) }),
    hooks: {
      draw: [(plot) => drawLimits(plot, limits), (plot) => drawMarks(plot, marks)],
      setCursor: [({ cursor: { idx } }) => onPoint(idx ?? null)],
    },
  };
}

/** From zero where all is above it; never without height. */
function rangeOf(values: readonly number[], min: number | undefined, max: number | undefined): [number, number] {
  const from = min ?? Math.min(0, ...values);
  const high = Math.max(...values);
  const to = max ?? high + Math.abs(high - from) * 0.08;
  return to > from ? [from, to] : [from, from + 1];
}

/** A value that stands alone makes no line. */
function showPoints(plot: uPlot, series: number): boolean {
  const line = plot.data[series] ?? [];
  return line.filter((value) => value !== null && value !== undefined).length === 1;
}

/** Between each series and the one below; the lowest reaches the ground. */
const bandsOf = (colors: readonly string[], fill: number): uPlot.Band[] =>
  colors.map((color, index) => ({ series: [index + 1, index], fill: withOpacity(color, fill) }));
