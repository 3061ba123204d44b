import type uPlot from 'uplot';
import { resolveColor } from './palette';

/** A moment worth a line across the graph. */
export interface Mark {
  /** Unix seconds. */
  readonly at: number;
  readonly label: string;
  /** A CSS colour of the page, `var(--…)`. */
  readonly color: string;
}

/** Room above the plot that the labels need, in CSS pixels. */
export const LABELS_HEIGHT = 44;

const ROW_HEIGHT = 13;
const GAP = 4;

/** Draws the marks over the plot, their labels above it; those that would lie on each other go below each other. */
export function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  const ratio = window.devicePixelRatio;
  const ends: number[] = [];
  const top = bbox.top - LABELS_HEIGHT * ratio;
  ctx.save();
  ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.lineWidth = ratio;
  for (const { at, label, color } of marks) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = resolveColor(color);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(label).width;
    const fitsRight = x + GAP * ratio + width <= bbox.left + bbox.width;
    const left = fitsRight ? x + GAP * ratio : x - GAP * ratio - width;
    let row = ends.findIndex((end) => end < left);
    if (row === -1) row = ends.length;
    ends[row] = left + width + GAP * ratio;
    ctx.fillText(label, left, top + row * ROW_HEIGHT * ratio);
  }
  ctx.restore();
}

/** Draws dashed lines across the plot at values that matter. */
export function drawLimits(plot: uPlot, limits: readonly number[]): void {
  const { ctx, bbox } = plot;
  const ratio = window.devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = resolveColor('var(--critical)');
  ctx.lineWidth = ratio;
  ctx.setLineDash([4 * ratio, 4 * ratio]);
  for (const limit of limits) {
    const y = Math.round(plot.valToPos(limit, 'y', true));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}
