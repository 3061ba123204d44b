import { isUtf8 } from 'node:buffer';

const BYTES_PER_LINE = 16;

/** Text that somebody else wrote, on one line and without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** True for bytes that are UTF-8, to the last one. */
export function isText(bytes: Buffer): boolean {
  return isUtf8(bytes);
}

/** A key as text, or in hexadecimal when it is none; `-` for a record without a key. At most about `length` characters. */
export function printableKey(key: Buffer | null, length = 200): string {
  return key === null ? '-' : printableBytes(key, length);
}

/** Bytes as text, or in hexadecimal when they are none or a terminal would obey them. At most about `length` characters. */
export function printableBytes(bytes: Buffer, length: number): string {
  const text = isText(bytes) ? bytes.toString() : undefined;
  const shown =
    text !== undefined && printable(text) === text ? text : `0x${bytes.subarray(0, length).toString('hex')}`;
  return shown.length <= length ? shown : `${shown.slice(0, length)}… (${bytes.length} bytes)`;
}

/** The first bytes, sixteen a line: offset, hexadecimal, and as ASCII what is. */
export function hexDump(bytes: Buffer, length: number): string[] {
  const shown = bytes.subarray(0, length);
  const lines = Array.from({ length: Math.ceil(shown.length / BYTES_PER_LINE) }, (_, line) => {
    const start = line * BYTES_PER_LINE;
    const part = shown.subarray(start, start + BYTES_PER_LINE);
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    return `${start.toString(16).padStart(6, '0')}  ${hex.padEnd(3 * BYTES_PER_LINE - 1)}  ${ascii}`;
  });
  return bytes.length > length ? [...lines, `… and ${bytes.length - length} bytes more`] : lines;
}
