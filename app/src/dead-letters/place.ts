/** Where a record stands in the dead-letter topic. */
export interface Place {
  partition: number;
  /** A 64-bit number as text, without leading zeros. */
  offset: string;
}

const ID = /^(0|[1-9]\d{0,8})-(0|[1-9]\d{0,18})$/;

/** The id that operators use: `<partition>-<offset>`. */
export function idOf({ partition, offset }: Place): string {
  return `${partition}-${offset}`;
}

/** @returns undefined when the text is no id */
export function placeOf(id: string): Place | undefined {
  const [, partition, offset] = ID.exec(id) ?? [];
  return partition === undefined || offset === undefined ? undefined : { partition: Number(partition), offset };
}
