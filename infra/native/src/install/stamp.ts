import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A digest of what an artefact is made of; another digest means that it has to be installed again. */
export function digest(parts: readonly string[], files: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  for (const file of files) hash.update(fs.readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Whether `target`, a file or folder, was installed from just that. */
export function isCurrent(target: string, stamp: string): boolean {
  const file = stampFile(target);
  return fs.existsSync(target) && fs.existsSync(file) && fs.readFileSync(file, 'utf8') === stamp;
}

/**
 * Lets `make` fill a temporary path beside `target`, then puts that in the target's place, then stamps it: whoever is interrupted
 * leaves either the old artefact, or none, or the new one, never half of one.
 */
export async function installAtomically(
  target: string,
  stamp: string,
  make: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.new`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.rmSync(temporary, { recursive: true, force: true });
  try {
    await make(temporary);
    fs.rmSync(stampFile(target), { force: true });
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(temporary, target);
    fs.writeFileSync(stampFile(target), stamp);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function stampFile(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.stamp`);
}
