import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Finding } from '../finding';
import { stageService, type StagedService } from '../stage';
import type { Subject } from '../subject';

/** Lays a service out in a folder for as long as `judge` needs it. @returns nothing where the file has no such service: parity tells of that */
export async function inStage(
  { project }: Subject,
  name: string,
  judge: (staged: StagedService, folder: string) => Promise<readonly Finding[]>,
  edit?: (text: string) => string,
): Promise<readonly Finding[]> {
  if (!Object.hasOwn(project.services, name)) return [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `firewatch-${name}-`));
  try {
    return await judge(stageService(project, name, folder, edit), folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The value of `--flag=value` or `--flag value`. */
export function flagOf(argv: readonly string[], flag: string): string | undefined {
  return flagsOf(argv, flag)[0];
}

/** The values of a flag that may be given several times. */
export function flagsOf(argv: readonly string[], flag: string): readonly string[] {
  return argv.flatMap((argument, index) => {
    if (argument.startsWith(`${flag}=`)) return [argument.slice(flag.length + 1)];
    const next = argv[index + 1];
    return argument === flag && next !== undefined ? [next] : [];
  });
}
