import { isInstant } from '@firewatch/telemetry';

const ISO = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(?:([Zz])|([+-]\d{2}):?(\d{2}))?$/;

/**
 * @param text ISO 8601; one without a zone is local time: the shipper runs on the machine that wrote it.
 * @returns ISO 8601 in UTC with milliseconds; undefined for anything else, a time that no clock shows (13th month, second 60), and one
 * outside the years 1 to 9999.
 */
export function fromIso(text: string | undefined): string | undefined {
  const [, date = '', clock = '', fraction = '', zulu, offsetHours, offsetMinutes = ''] = ISO.exec(text ?? '') ?? [];
  if (!isOnClock(date, clock)) return undefined;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  if (zulu === undefined && offsetHours === undefined) return fromParts(date, clock, Number(milliseconds));
  const zone = offsetHours === undefined ? 'Z' : `${offsetHours}:${offsetMinutes}`;
  return toTimestamp(new Date(`${date}T${clock}.${milliseconds}${zone}`));
}

/** @param seconds since 1970. @returns as `fromIso` */
export function fromSeconds(seconds: number): string | undefined {
  return toTimestamp(new Date(Math.round(seconds * 1000)));
}

function fromParts(date: string, clock: string, milliseconds: number): string | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
  // The constructor would take the years 0 to 99 for 1900 to 1999.
  const time = new Date(2000, 0, 1);
  time.setFullYear(year, month - 1, day);
  time.setHours(hour, minute, second, milliseconds);
  return toTimestamp(time);
}

/** JavaScript would make the 2nd of March of the 30th of February. */
function isOnClock(date: string, clock: string): boolean {
  const time = new Date(`${date}T${clock}.000Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString() === `${date}T${clock}.000Z`;
}

function toTimestamp(time: Date): string | undefined {
  return isInstant(time) ? time.toISOString() : undefined;
}
