/** One step of the schema's history. Never changed once it was released: add another. */
export interface Migration {
  /** Sorts as it shall run: `<number>-<what>`. */
  name: string;
  /** Statements that run in one transaction. */
  sql: string;
}
