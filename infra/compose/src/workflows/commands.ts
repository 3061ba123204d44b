import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from '../check/finding';
import type { Workflow } from './read-workflows';

/** What a machine needs before it has this repository, and so before it has a script of ours: see the README. */
const BEFORE_THE_CHECKOUT = [
  'apt-get -qq update',
  'apt-get -qq install --yes --no-install-recommends git make curl ca-certificates',
];

const VALUE = /[^\s'"]+|'[\w ./-]+'/;
const MAKE = new RegExp(`^make ([a-z][a-z-]*)((?: [A-Z_]+=(?:${VALUE.source}))*)$`);
const VARIABLE = new RegExp(`([A-Z_]+)=(?:${VALUE.source})`, 'g');
const SCRIPT = /^(\.github\/scripts\/[a-z-]+\.sh)(?: [\w./-]+)*$/;
/** The one expression whose value cannot come from who made the change: it stands in the workflow itself. */
const MATRIX = /\$\{\{ matrix\.[a-z-]+ \}\}/g;

/** What the commands of workflows can be. */
export interface Allowed {
  readonly targets: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** Whether a script is there and can be executed. */
  readonly isScript: (file: string) => boolean;
}

/** What can be called in the project at `root`: make's targets with their variables, and the workflows' scripts. */
export function readAllowed(root: string): Allowed {
  const makefile = fs.readFileSync(path.join(root, 'Makefile'), 'utf8');
  const isScript = (file: string): boolean => {
    const script = path.join(root, file);
    return fs.existsSync(script) && (fs.statSync(script).mode & 0o111) !== 0;
  };
  return {
    targets: new Set([...makefile.matchAll(/^\.PHONY: (.+)$/gm)].flatMap(([, names = '']) => names.split(' '))),
    variables: new Set([...makefile.matchAll(/\$\(([A-Z_]+)\)/g)].map(([, name = '']) => name)),
    isScript,
  };
}

/** The commands of all `run:` steps, each once, without what a matrix fills in. */
export function commandsOf(workflows: readonly Workflow[]): string[] {
  return [...new Set(workflows.flatMap(({ steps }) => steps.flatMap(({ run = '' }) => linesOf(run))))];
}

/** Commands that nobody could execute at home, line by line: logic belongs into make's targets, or into a script. */
export function checkCommands(workflows: readonly Workflow[], allowed: Allowed): Finding[] {
  return workflows.flatMap(({ file, steps }) =>
    steps.flatMap(({ line, run = '' }) =>
      linesOf(run).flatMap((command): Finding[] => {
        const problem = problemOf(command, allowed);
        return problem === undefined ? [] : [{ where: `${file}:${line}`, ...problem }];
      }),
    ),
  );
}

function problemOf(command: string, allowed: Allowed): Pick<Finding, 'what' | 'remedy'> | undefined {
  if (BEFORE_THE_CHECKOUT.includes(command)) return undefined;
  const plain = command.replaceAll(MATRIX, 'x');
  if (plain.includes('${{')) {
    return {
      what: `"${command}" puts an expression into a command, where its value would be executed`,
      remedy: 'Give it by env: and read the variable in a script.',
    };
  }
  const [, target, words = ''] = MAKE.exec(plain) ?? [];
  if (target !== undefined) {
    if (!allowed.targets.has(target)) {
      return { what: `make has no target ${target}`, remedy: 'make help lists the targets.' };
    }
    const names = [...words.matchAll(VARIABLE)].map(([, name = '']) => name);
    const unknown = names.filter((name) => !allowed.variables.has(name));
    if (unknown.length === 0) return undefined;
    return { what: `nothing in the Makefile reads ${unknown.join(', ')}`, remedy: 'Take it out of the command.' };
  }
  const [, script] = SCRIPT.exec(plain) ?? [];
  if (script !== undefined) {
    if (allowed.isScript(script)) return undefined;
    return { what: `${script} is not there, or cannot be executed`, remedy: `chmod +x ${script}` };
  }
  return {
    what: `"${command}" is neither a target of make nor a script of .github/scripts`,
    remedy: 'Make it one, so that it can be executed, and tested, on any machine.',
  };
}

function linesOf(run: string): string[] {
  return run
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
