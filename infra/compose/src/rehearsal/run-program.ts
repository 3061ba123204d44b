import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a Node.js program, which prints to this process's own output. @returns its exit code; null when a signal ended it */
export async function runProgram(program: string, words: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [program, ...words], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
