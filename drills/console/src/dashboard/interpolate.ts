export interface Built {
  /** Seconds between two points. */
  readonly step: number;
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number;
  /** Seconds. */
  readonly range: number;
}

/** Chosen values by the variable's name; a string stands as it is, several are alternatives of a regular expression. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** Throws Error for a variable that there is not. @param expression PromQL with Grafana's variables: `$name`, `${name}`, `${name:format}` */
export function interpolate(expression: string, values: Values, built: Built): string {
  return expression.replace(/\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g, (reference: string, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? '';
    const value = BUILT_IN[name]?.(built) ?? values[name];
    if (value === undefined)
      throw new Error(`The expression uses ${reference}, and the dashboard has no such variable`);
    return typeof value === 'string' ? value : alternatives(value);
  });
}

const BUILT_IN: Readonly<Record<string, (built: Built) => string>> = {
  __interval: ({ step }) => milliseconds(step),
  __interval_ms: ({ step }) => String(Math.round(step * 1000)),
  // Four scrapes are needed for a rate that survives one that is missed.
  __rate_interval: ({ step, scrapeInterval }) => milliseconds(Math.max(step + scrapeInterval, 4 * scrapeInterval)),
  __range: ({ range }) => milliseconds(range),
  __range_s: ({ range }) => String(Math.round(range)),
};

const milliseconds = (seconds: number): string => `${Math.round(seconds * 1000)}ms`;

/** As the value of `=~` within double quotes. */
function alternatives(values: readonly string[]): string {
  const escaped = values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\\\$&').replaceAll('"', '\\"'));
  return escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
}
