import type { Fields, Format } from './format';

const PREFIX =
  /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) (?:UTC|GMT) \[(\d+)\] (?:(\S*)@(\S*) )?([A-Z0-9]+): {1,2}([\s\S]*)$/;
const ADDENDUM = /^(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION)$/;

/**
 * PostgreSQL with `log_line_prefix = '%m [%p] %q%u@%d '` and `log_timezone = 'UTC'`. A report's further parts (DETAIL, STATEMENT, …)
 * have a prefix of their own, but the server writes a report in one piece, so they belong to the record before them.
 */
export const postgresql: Format = {
  name: 'postgresql',
  startsRecord(line) {
    const match = PREFIX.exec(line);
    return match !== null && !ADDENDUM.test(match[6] ?? '');
  },
  parse(record) {
    const [head = '', ...following] = splitReport(record);
    const match = PREFIX.exec(head);
    if (match?.[1] === undefined) return undefined;
    const addenda: Fields = {};
    for (const part of following) {
      const addendum = PREFIX.exec(part);
      if (addendum?.[6]) addenda[addendum[6].toLowerCase()] = unindent(addendum[7] ?? '');
    }
    return {
      timestamp: new Date(`${match[1]}T${match[2] ?? ''}Z`).toISOString(),
      level: match[6],
      message: unindent(match[7] ?? ''),
      fields: {
        process: { pid: Number(match[3]) },
        ...(match[4] && { user: { name: match[4] } }),
        ...((match[5] ?? Object.keys(addenda).length > 0) && {
          postgresql: { log: { ...(match[5] && { database: match[5] }), ...addenda } },
        }),
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
