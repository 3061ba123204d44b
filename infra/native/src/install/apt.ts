import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../platform/component';
import type { Paths } from '../platform/paths';
import { runCommand } from './run-command';

export type AptArtefact = Extract<Artefact, { kind: 'apt' }>;

export class PrivilegeError extends Error {
  override readonly name = 'PrivilegeError';
}

export function isAptArtefactReady(artefact: AptArtefact): boolean {
  return fs.existsSync(artefact.probe);
}

/**
 * Installs Debian packages without letting them start services.
 * Throws PrivilegeError, with the command for an administrator, when this user may not.
 */
export async function installPackages(packages: readonly string[], paths: Paths, log: string): Promise<void> {
  const script = path.join(paths.root, 'infra/native/apt-install.sh');
  await runCommand([...asRoot(packages), 'sh', script, ...packages] as [string, ...string[]], { log });
}

function asRoot(packages: readonly string[]): string[] {
  if (process.getuid?.() === 0) return [];
  try {
    execFileSync('sudo', process.stdin.isTTY ? ['-v'] : ['-n', 'true'], { stdio: 'inherit' });
    return ['sudo'];
  } catch (error) {
    throw new PrivilegeError(
      'Debian packages are missing, and installing them takes root or sudo. Ask an administrator to run:\n' +
        `    apt-get install --no-install-recommends ${packages.join(' ')}`,
      { cause: error },
    );
  }
}
