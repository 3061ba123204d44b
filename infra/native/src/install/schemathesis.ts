import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Paths } from '../platform/paths';
import { installPackages } from './apt';
import { runCommand } from './run-command';
import { digest, installAtomically, isCurrent } from './stamp';

const PACKAGE = 'schemathesis==4.32.5';

/**
 * Installs the fuzzer of OpenAPI documents into a Python environment in the cache, unless it is there.
 * @returns the words that run it
 */
export async function installSchemathesis(paths: Paths): Promise<readonly [string, ...string[]]> {
  const folder = path.join(paths.cache, 'schemathesis');
  const stamp = digest([PACKAGE]);
  const log = path.join(paths.cache, 'install-log', 'schemathesis.log');
  if (!isCurrent(folder, stamp)) {
    if (!canMakeEnvironments()) await installPackages(['python3-venv'], paths, log);
    await installAtomically(folder, stamp, async (temporary) => {
      await runCommand(['python3', '-m', 'venv', temporary], { log });
      await runCommand([path.join(temporary, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', PACKAGE], { log });
    });
  }
  // As a module: the environment's own scripts name the folder in which they were installed.
  return [path.join(folder, 'bin', 'python'), '-m', 'schemathesis.cli'];
}

function canMakeEnvironments(): boolean {
  try {
    execFileSync('python3', ['-c', 'import ensurepip, venv'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
