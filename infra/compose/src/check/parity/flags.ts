import type { Check, Finding } from '../finding';
import { composeTexts } from '../listening';
import type { Subject } from '../subject';
import { FLAGS, reasonFor, staleEntries } from './differences';
import { sameText } from './same-text';

/** What is set by a file that both share; their command lines differ in addresses and folders only. */
const BY_FILE: readonly string[] = ['postgres', 'redis', 'elasticsearch'];

/** Whatever a component is told on its command line natively, it is told here. */
export const flagsCheck: Check = {
  name: 'parity-flags',
  title:
    'each component has the flags that it has natively, but for addresses, folders and what is listed with a reason',
  run: (subject) => {
    const needed = new Set<string>();
    const findings = subject.native.plan.processes
      .filter(({ name }) => !BY_FILE.includes(name) && Object.hasOwn(subject.project.services, name))
      .flatMap(({ name, argv }) =>
        differing(subject, name, argv).flatMap(({ flag, ...finding }) => {
          const reason = reasonFor(FLAGS, name, ' ', flag.split('=')[0] ?? flag);
          if (reason === undefined) return [{ where: `services.${name}.command`, ...finding }];
          needed.add(reason);
          return [];
        }),
      );
    return [...findings, ...staleEntries('the flag', FLAGS, needed)];
  },
};

interface Difference extends Omit<Finding, 'where'> {
  readonly flag: string;
}

function differing({ project, paths }: Subject, name: string, argv: readonly string[]): readonly Difference[] {
  const service = project.services[name];
  const same = sameText(project);
  const script = composeTexts(project, name, paths).find(({ file }) => file.endsWith('.sh'));
  const here =
    script === undefined ? [...(service?.entrypoint ?? []), ...(service?.command ?? [])] : javaCommand(script.text);
  const inBoth = script === undefined ? () => true : isFlagOfJvm;
  const flagsHere = flagsOf(here).map(same).filter(inBoth);
  const flagsThere = flagsOf(argv).map(same).filter(inBoth);
  return [
    ...without(flagsThere, flagsHere).map((flag) => ({
      flag,
      what: `natively it has ${flag}`,
      remedy: 'add it, or give the reason in FLAGS of parity/differences.ts',
    })),
    ...without(flagsHere, flagsThere).map((flag) => ({
      flag,
      what: `natively it has no ${flag}`,
      remedy: 'remove it, or give the reason in FLAGS of parity/differences.ts',
    })),
  ];
}

const without = (flags: readonly string[], others: readonly string[]): readonly string[] =>
  flags.filter((flag) => !others.includes(flag));

/** Of what a start script adds, the rest is what an environment adds to the shared file. */
const isFlagOfJvm = (flag: string): boolean => /^-(?:X|D|javaagent)/.test(flag);

/** `--flag value` as `--flag=value`; what is no flag, and belongs to none, is left out: programs and files. */
function flagsOf(argv: readonly string[]): readonly string[] {
  return argv.flatMap((argument, index) => {
    if (!IS_FLAG.test(argument)) return [];
    const next = argv[index + 1];
    const hasValue = next !== undefined && !IS_FLAG.test(next) && !argument.includes('=') && !isFlagOfJvm(argument);
    return [hasValue ? `${argument}=${next}` : argument];
  });
}

const IS_FLAG = /^--?[A-Za-z]/;

/** The words of the command that a start script ends with. */
function javaCommand(script: string): readonly string[] {
  const command = script.slice(script.indexOf('exec java')).replaceAll('\\\n', ' ');
  return command.split(/\s+/).map((word) => word.replaceAll(/^["']|["']$/g, ''));
}
