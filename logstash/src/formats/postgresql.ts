import type { Fields } from '../fields';
import type { Format } from './format';
import { fromIso } from './timestamp';

const PREFIX =
  /^(?<date>\d{4}-\d{2}-\d{2}) (?<time>\d{2}:\d{2}:\d{2}(?:\.\d+)?) (?:UTC|GMT) \[(?<pid>\d+)\] (?:user=(?<user>[^,]*),db=(?<database>[^,]*),app=(?<application>.*?) )?(?<severity>[A-Z]+\d?): {1,2}(?<message>[\s\S]*)$/;
const ADDENDUM = /^(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION)$/;

/**
 * PostgreSQL with `log_line_prefix = '%m [%p] user=%u,db=%d,app=%a '` and `log_timezone = 'UTC'`. A report's further parts (DETAIL, STATEMENT, …)
 * have a prefix of their own, but the server writes a report in one piece, so they belong to the record before them.
 */
export const postgresql: Format = {
  name: 'postgresql',
  startsRecord(line) {
    const severity = PREFIX.exec(line)?.groups?.['severity'];
    return severity !== undefined && !ADDENDUM.test(severity);
  },
  parse(record) {
    const [head = '', ...following] = splitReport(record);
    const found = PREFIX.exec(head)?.groups;
    if (found === undefined) return undefined;
    const addenda: Fields = {};
    for (const part of following) {
      const addendum = PREFIX.exec(part)?.groups;
      if (addendum?.['severity']) addenda[addendum['severity'].toLowerCase()] = unindent(addendum['message'] ?? '');
    }
    const timestamp = fromIso(`${found['date'] ?? ''}T${found['time'] ?? ''}Z`);
    if (timestamp === undefined) return undefined;
    const { pid, user, database, application, severity, message = '' } = found;
    const session: Fields = {
      ...(database && { database }),
      ...(application && { application_name: application }),
      ...addenda,
    };
    return {
      timestamp,
      level: severity,
      message: unindent(message),
      fields: {
        process: { pid: Number(pid) },
        ...(user && { user: { name: user } }),
        ...(Object.keys(session).length > 0 && { postgresql: { log: session } }),
      },
    };
  },
};

/** Splits where a line has a prefix; other lines stay with the part that they continue. */
function splitReport(record: string): string[] {
  const parts: string[] = [];
  for (const line of record.split('\n')) {
    if (parts.length === 0 || PREFIX.test(line)) parts.push(line);
    else parts.push(`${parts.pop() ?? ''}\n${line}`);
  }
  return parts;
}

/** The server indents the lines of a message that follow its first with a tab. */
function unindent(text: string): string {
  return text.replaceAll('\n\t', '\n');
}
