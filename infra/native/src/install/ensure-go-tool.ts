import type { Paths } from '../platform/paths';
import { runTasks } from '../progress';
import path from 'node:path';
import { findGo, installGo, isGoToolReady, type GoArtefact } from './go';
import { installTasks } from './install';

/** Builds a Go program that no component needs, unless it is there and current. Shows its progress. Throws CommandError. */
export async function ensureGoTool(artefact: GoArtefact, paths: Paths): Promise<void> {
  if (isGoToolReady(artefact, paths)) return;
  await runTasks(installTasks({ packages: [], go: [artefact], maven: [] }, paths));
}

/** @returns a Go of at least 1.26, which is installed into the cache where the machine has none. Throws CommandError. */
export async function ensureGo(paths: Paths): Promise<string> {
  if (findGo(paths) === undefined) await installGo(paths, path.join(paths.cache, 'install-log', 'go.log'));
  const go = findGo(paths);
  if (go === undefined) throw new Error('There is no Go of at least 1.26, and none could be installed.');
  return go;
}
