import fs from 'node:fs';

/** Bytes from the end of a file in which its last lines are looked for. */
const WINDOW = 256 * 1024;

/** @returns the last `count` lines of a file, without line ends; fewer when it has fewer, or when they are very long */
export function lastLines(file: string, count: number): string[] {
  const size = fs.statSync(file).size;
  const start = Math.max(0, size - WINDOW);
  const descriptor = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(size - start);
    fs.readSync(descriptor, buffer, 0, buffer.length, start);
    const lines = buffer.toString('utf8').replace(/\n$/, '').split('\n');
    return lines
      .filter((line, index) => index > 0 || start === 0 || line === '')
      .slice(-count)
      .filter((line, _, all) => all.length > 1 || line !== '');
  } finally {
    fs.closeSync(descriptor);
  }
}
