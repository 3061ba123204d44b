import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { COMPOSE_CONFIG, resolvePaths } from '@firewatch/native';
import { parseDocument } from 'yaml';
import type { CheckedFinding } from '../finding';
import { readSubject, type Subject } from '../subject';
import type { Mistake } from './mistake';

const paths = resolvePaths();

/** `describe` where the platform is installed: on a machine where it was never set up there is nothing to ask. */
export const describeInstalled = [COMPOSE_CONFIG.binary, 'amtool'].every((name) =>
  fs.existsSync(path.join(paths.bin, name)),
)
  ? describe
  : describe.skip;

/** Starts programs, so it may take this many milliseconds on a busy machine. */
export const TIMEOUT_MS = 180_000;

/** Hands `use` what the checks see of a copy of docker-compose.yml with a mistake; the copy is there as long. */
export async function withMistake<T>(
  seed: Mistake['seed'],
  use: (subject: Promise<Subject>) => Promise<T>,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seeded-mistake-'));
  try {
    const document = parseDocument(fs.readFileSync(path.join(paths.root, 'docker-compose.yml'), 'utf8'), {
      merge: true,
    });
    seed({ document, folder });
    const composeFile = path.join(folder, 'docker-compose.yml');
    fs.writeFileSync(composeFile, document.toString({ lineWidth: 0 }));
    return await use(readSubject(paths, { composeFile }));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export const show = ({ check, where, what }: CheckedFinding): string => `${check} | ${where} | ${what}`;
