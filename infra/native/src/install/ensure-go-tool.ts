import type { Paths } from '../platform/paths';
import { runTasks } from '../progress';
import { isGoToolReady, type GoArtefact } from './go';
import { installTasks } from './install';

/** Builds a Go program that no component needs, unless it is there and current. Shows its progress. Throws CommandError. */
export async function ensureGoTool(artefact: GoArtefact, paths: Paths): Promise<void> {
  if (isGoToolReady(artefact, paths)) return;
  await runTasks(installTasks({ packages: [], go: [artefact], maven: [] }, paths));
}
