/**
 * The range of every time that the platform takes, stores or returns: years of four digits, as RFC 3339 writes them and
 * PostgreSQL and Elasticsearch read them. JavaScript's own range is wider, to the year 275760.
 */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** True for a valid date of the years 1 to 9999 in UTC. */
export function isInstant(date: Date): boolean {
  return date.getTime() >= EARLIEST_MS && date.getTime() <= LATEST_MS;
}
