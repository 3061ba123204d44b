/** What a line, a record and a document may be at most. Filebeat has the same first three in containers. */
export const LIMITS = {
  /** A longer line is cut into pieces of so many bytes. */
  lineBytes: 256 * 1024,
  /** A record that grows beyond these ends; the next line begins another. */
  recordLines: 500,
  recordCharacters: 256 * 1024,
  /** Of a JSON line, before it is parsed: recursion over what it holds stays harmless. */
  nesting: 100,
  /** Of a document's tree. Elasticsearch refuses a deeper one (`index.mapping.depth.limit`). */
  depth: 20,
  /** Of a document. The index has room for a thousand names in all (`index.mapping.total_fields.limit`). */
  fields: 200,
  /** Of one name of a field. */
  nameCharacters: 256,
  /** What is left of a record's text when Elasticsearch refuses it for its size. */
  shortenedCharacters: 8 * 1024,
} as const;

/** What of a record could not be read. A word of few, since warnings are counted by it. */
export type UnreadableKind = 'depth' | 'fields' | 'name' | 'time' | 'parser';

/** A record that is no more than its text: its structure is beyond a limit. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';

  constructor(
    readonly kind: UnreadableKind,
    message: string,
  ) {
    super(message);
  }
}
