/** As many as style/tokens.css has. */
const COLORS = 10;

/** The CSS colour of the series at `index`; after the last one it begins anew. */
export const seriesColor = (index: number): string => `var(--series-${index % COLORS})`;

/** What a canvas can use of a CSS colour of the page. */
export function resolveColor(color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  return name === undefined ? color : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** @param color `#rrggbb` @param opacity 0 to 1 */
export const withOpacity = (color: string, opacity: number): string =>
  `${color}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
