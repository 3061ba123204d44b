import path from 'node:path';
import type { Paths } from '../platform/paths';
import { briefly, runTasks } from '../progress';
import { installFromPyPi } from './python-environment';
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
    const install = () =>
      installAtomically(folder, stamp, (temporary) => installFromPyPi(PACKAGE, temporary, paths, log));
    await runTasks([{ title: PACKAGE, task: briefly(install) }], process.stderr);
  }
  // As a module: the environment's own scripts name the folder in which they were installed.
  return [path.join(folder, 'bin', 'python'), '-m', 'schemathesis.cli'];
}
