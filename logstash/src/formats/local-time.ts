const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,3}))?$/;

/**
 * For formats that print local time without a zone. The shipper runs on the machine that wrote the line, so its own zone is the right one.
 * @param text `YYYY-MM-DD hh:mm:ss` with optional `,mmm` or `.mmm`.
 * @returns ISO 8601 in UTC, or undefined.
 */
export function fromLocalTime(text: string): string | undefined {
  const match = LOCAL.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = new Date(year, month - 1, day, hour, minute, second, Number((match[7] ?? '0').padEnd(3, '0')));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
