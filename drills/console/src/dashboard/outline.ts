/** Lines in a square of 100 by 100 whose ground is zero, or the lowest value where that is below; a gap begins a new one. */
export function outlineOf(values: readonly (number | null)[]): readonly string[] {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const height = Math.max(...known, low) - low || 1;
  const lines: string[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      lines.push([]);
      continue;
    }
    const x = values.length === 1 ? 100 : (index / (values.length - 1)) * 100;
    lines.at(-1)?.push(`${round(x)},${round(100 - ((value - low) / height) * 100)}`);
  }
  return lines.filter((points) => points.length > 1).map((points) => points.join(' '));
}

const round = (value: number): number => Math.round(value * 10) / 10;
