import type { Finding } from '../check/finding';
import type { Pin } from './pins';

const FILE = '.github/workflows/README.md';
const PIN_ROW = /^\| `([\w.-]+\/[\w./-]+)`\s*\| (v[\d.]+)\s*\| `([0-9a-f]{40})`/gm;
const COMMANDS = /^## Commands\n.*?(?=^## |(?![^]))/ms;
const COMMAND_ROW = /^\| `([^`]+)`\s*\|/gm;

/**
 * Where the workflows and their README differ: in it stand the actions, each with where its commit was seen, and the commands, each with
 * where it is executed besides.
 */
export function checkDocumented(readme: string, pins: readonly Pin[], commands: readonly string[]): Finding[] {
  const documentedPins = [...readme.matchAll(PIN_ROW)].map(([, action, version, commit]) => [action, version, commit]);
  const usedPins = pins.map(({ action, version, commit }) => [action, version, commit]);
  const [section = ''] = COMMANDS.exec(readme) ?? [];
  const documentedCommands = [...section.matchAll(COMMAND_ROW)].map(([, command = '']) => command);
  return [
    ...differences(
      usedPins.map((pin) => pin.join(' ')),
      documentedPins.map((pin) => pin.join(' ')),
      'Verify the commit against the tag in its repository and a second source, and enter both.',
    ),
    ...differences(commands, documentedCommands, 'Execute it, and enter where it is executed.'),
  ];
}

function differences(used: readonly string[], documented: readonly string[], remedy: string): Finding[] {
  return [
    ...used
      .filter((one) => !documented.includes(one))
      .map((one) => ({ where: FILE, what: `it does not tell of: ${one}`, remedy })),
    ...documented
      .filter((one) => !used.includes(one))
      .map((one) => ({ where: FILE, what: `no workflow has: ${one}`, remedy: 'Take the row out.' })),
  ];
}
