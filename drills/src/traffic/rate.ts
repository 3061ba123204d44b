/** More than this the generator, being one Node.js process beside the platform on the same cores, cannot honestly offer. */
export const MAX_RATE = 500;

const RATE_FORM = /^(\d+(?:\.\d+)?)(?:\/(s|min))?$/;

/**
 * Reads a mean rate: `3`, `0.5`, `3/s` or `90/min`.
 * @returns requests per second, above 0 and at most {@link MAX_RATE}
 * @throws RangeError that names the form expected
 */
export function parseRate(text: string): number {
  const [, amount, unit] = RATE_FORM.exec(text.trim()) ?? [];
  const perSecond = amount === undefined ? Number.NaN : Number(amount) / (unit === 'min' ? 60 : 1);
  if (!(perSecond > 0 && perSecond <= MAX_RATE)) {
    throw new RangeError(
      `"${text}" is not a rate: give requests per second above 0 and up to ${MAX_RATE}, such as 3, 0.5 or 90/min`,
    );
  }
  return perSecond;
}
