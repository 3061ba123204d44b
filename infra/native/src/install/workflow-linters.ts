import path from 'node:path';
import type { Paths } from '../platform/paths';
import type { AptArtefact } from './apt';
import { ensureInstalled } from './ensure-installed';
import type { GoArtefact } from './go';

const ACTIONLINT: GoArtefact = {
  kind: 'go',
  module: 'actionlint',
  package: 'github.com/rhysd/actionlint/cmd/actionlint',
  binary: 'actionlint',
};
const SHELLCHECK: AptArtefact = { kind: 'apt', packages: ['shellcheck'], probe: '/usr/bin/shellcheck' };

/**
 * Installs what checks GitHub's workflows and shell scripts, unless it is there.
 * @returns absolute paths of the programs
 */
export async function installWorkflowLinters(paths: Paths): Promise<{ actionlint: string; shellcheck: string }> {
  await ensureInstalled([SHELLCHECK, ACTIONLINT], paths);
  return { actionlint: path.join(paths.bin, ACTIONLINT.binary), shellcheck: SHELLCHECK.probe };
}
