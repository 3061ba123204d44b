import { Type, types } from 'avsc';

/** What avsc reads from; its declarations leave it out. */
interface Tap {
  readonly buf: Buffer;
  pos: number;
  readLong(): number;
  skipLong(): void;
}

interface Readable {
  _read(tap: Tap): unknown;
  _skip(tap: Tap): void;
}

interface Reader {
  readonly itemsType: Readable;
}

type TypeHook = NonNullable<NonNullable<Parameters<typeof Type.forSchema>[1]>['typeHook']>;

/**
 * An array that is never read past the end of its bytes. avsc believes the count that it finds: of fifteen bytes that say
 * "two hundred million strings" it makes an array of so many, which takes the process's memory, and it skips 2^53 of them one
 * by one. Here an item takes a byte at least; what says otherwise is no value.
 */
class BoundedArrayType extends types.ArrayType {
  // avsc calls it on this type, and on what `createResolver` makes of it.
  _read(this: Reader, tap: Tap): unknown[] {
    const items: unknown[] = [];
    for (let count = countOf(tap); count > 0; count = countOf(tap)) {
      for (; count > 0; count -= 1) {
        items.push(this.itemsType._read(tap));
        requireWithin(tap);
      }
    }
    return items;
  }

  _skip(this: Reader, tap: Tap): void {
    for (let count = countOf(tap); count > 0; count = countOf(tap)) {
      for (; count > 0; count -= 1) {
        this.itemsType._skip(tap);
        requireWithin(tap);
      }
    }
  }
}

/** The number of items in the next block. */
function countOf(tap: Tap): number {
  let count = tap.readLong();
  if (count < 0) {
    // A block may say how many bytes it takes, for readers that skip it. We count.
    count = -count;
    tap.skipLong();
  }
  if (count > tap.buf.length - tap.pos) throw new Error(`an array of ${count} items has fewer bytes left`);
  return count;
}

function requireWithin({ pos, buf }: Tap): void {
  if (pos > buf.length) throw new Error('truncated buffer');
}

/**
 * For `Type.forSchema`: has every array of a schema read within its bytes, and refuses maps, which have the same fault and none
 * of our schemas.
 */
export const withinBytes: TypeHook = (schema, options) => {
  if (typeof schema !== 'object' || Array.isArray(schema) || !('type' in schema)) return undefined;
  if (schema.type === 'map') throw new Error('a map is in none of our schemas');
  return schema.type === 'array' ? new BoundedArrayType(schema, options) : undefined;
};
