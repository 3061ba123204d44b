import fs from 'node:fs';
import path from 'node:path';
import { readOwnImages } from '../images/own-images';
import { checkCommands, commandsOf, readAllowed } from './commands';
import { checkDocumented } from './documented';
import type { Finding } from '../check/finding';
import { checkImageMatrix } from './image-matrix';
import { checkLimits } from './limits';
import { listScripts, runActionlint, runShellcheck, type Linters } from './linters';
import { checkPins, pinsOf } from './pins';
import { readWorkflows, WORKFLOWS } from './read-workflows';
import { checkUpdates, listPinningFiles } from './updates';

/**
 * Everything that is wrong with the workflows of the project at `root`, their scripts and their dependencies' updates.
 * @throws WorkflowError for a file that is no workflow
 */
export async function checkWorkflows(root: string, linters: Linters): Promise<Finding[]> {
  const workflows = readWorkflows(root);
  const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
  return [
    ...checkPins(workflows),
    ...checkCommands(workflows, readAllowed(root)),
    ...checkLimits(workflows),
    ...checkDocumented(read(`${WORKFLOWS}/README.md`), pinsOf(workflows), commandsOf(workflows)),
    ...checkImageMatrix(
      workflows,
      readOwnImages(root).map(({ name }) => name),
    ),
    ...checkUpdates(read('.github/dependabot.yml'), listPinningFiles(root)),
    ...(await runActionlint(linters, root)),
    ...(await runShellcheck(linters, listScripts(root), root)),
  ];
}
