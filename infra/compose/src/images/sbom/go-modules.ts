import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FileEntry } from '../file-system';
import type { Ingredient } from './ingredient';

const run = promisify(execFile);
const EXECUTABLE = 0o111;
const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/** Our images keep a Go program in the root folder. */
export function isGoProgram(name: string): boolean {
  return /^\/[^/]+$/.test(name);
}

/** The modules that the Go programs in an image are made of, as the linker wrote them down. @param go the program `go` */
export async function goModules(entries: readonly FileEntry[], go: string): Promise<Ingredient[]> {
  const programs = entries.filter(
    ({ path: name, mode, content }) =>
      isGoProgram(name) && (mode & EXECUTABLE) !== 0 && content?.subarray(0, ELF.length).equals(ELF),
  );
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'firewatch-sbom-'));
  try {
    const found: Ingredient[] = [];
    for (const [index, { content }] of programs.entries()) {
      const copy = path.join(folder, String(index));
      await fs.writeFile(copy, content ?? '');
      const { stdout } = await run(go, ['version', '-m', copy], { maxBuffer: 64 * 1024 * 1024 });
      found.push(...parseBuildInfo(stdout));
    }
    return [...new Map(found.map((each) => [`${each.name}@${each.version}`, each])).values()];
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

/** @param text what `go version -m` prints of one program */
export function parseBuildInfo(text: string): Ingredient[] {
  const [first = '', ...lines] = text.split('\n');
  const toolchain = /: go(\S+)$/.exec(first)?.[1];
  const modules = lines.map((line) => line.trim().split('\t'));
  const replaced = new Set(modules.flatMap(([word], index) => (word === '=>' ? [index - 1] : [])));
  return [
    ...(toolchain === undefined ? [] : [{ kind: 'golang' as const, name: 'std', version: toolchain }]),
    ...modules.flatMap(([word, name, version], index) =>
      (word === 'dep' || word === '=>') && name !== undefined && version !== undefined && !replaced.has(index)
        ? [{ kind: 'golang' as const, name, version }]
        : [],
    ),
  ];
}
