import path from 'node:path';
import type { Artefact } from '../platform/component';
import type { Paths } from '../platform/paths';
import { briefly, runTasks } from '../progress';
import { findGo, installGo } from './go';
import { findMissing, installTasks, isNothing } from './install';
import { CommandError } from './run-command';

/**
 * The one way to get a program that a command needs: installs what of `artefacts` is missing or not current, and all that this takes in turn.
 * Shows its progress; costs nothing when all is there. Throws CommandError, PrivilegeError.
 * @param stream gets the progress; default: stderr, since a command that needs a tool may print its result for machines
 */
export async function ensureInstalled(
  artefacts: readonly Artefact[],
  paths: Paths,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<void> {
  const missing = findMissing(artefacts, paths);
  if (isNothing(missing)) return;
  await runTasks(installTasks(missing, paths), stream);
  const still = findMissing(artefacts, paths);
  if (!isNothing(still)) throw new CommandError(`Still missing after the installation: ${JSON.stringify(still)}`);
}

/** @returns a Go of at least 1.26, which is installed into the cache where the machine has none. Throws CommandError, PrivilegeError. */
export async function ensureGo(paths: Paths): Promise<string> {
  if (findGo(paths) === undefined) {
    const log = path.join(paths.cache, 'install-log', 'go.log');
    await runTasks([{ title: 'Go 1.26', task: briefly(() => installGo(paths, log)) }], process.stderr);
  }
  const go = findGo(paths);
  if (go === undefined) throw new CommandError('There is no Go of at least 1.26, and none could be installed.');
  return go;
}
