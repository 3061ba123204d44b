import { parse } from 'yaml';
import { z } from 'zod';
import { ClockError } from './clock-error';
import type { Declaration, Declarations } from './declarations';
import { timedNumbers } from './timed-numbers';

/** A file of rules. */
export interface RuleFile {
  /** As it is to be named to people. */
  readonly file: string;
  readonly text: string;
}

const ruleFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({ alert: z.string().optional(), record: z.string().optional(), expr: z.coerce.string() }),
      ),
    }),
  ),
});

/**
 * What the clock would do wrong unnoticed: numbers of rules that depend on time and that nobody declared, declarations of rules or numbers
 * that are not there. Each names file, rule and number. None: the files can be divided.
 */
export function findProblems(
  files: readonly RuleFile[],
  declarations: Declarations,
  declarationsFile: string,
): readonly string[] {
  const known = new Set<string>();
  const problems = files.flatMap(({ file, text }) =>
    rulesOf(file, text).flatMap(({ name, expr }) => {
      known.add(name);
      return problemsOf(expr, declarations[name] ?? {}, `${file}: ${name}`, declarationsFile);
    }),
  );
  const unknown = Object.keys(declarations).filter((name) => !known.has(name));
  return [...problems, ...unknown.map((name) => `${declarationsFile}: ${name}: there is no such rule`)];
}

function rulesOf(file: string, text: string): readonly { name: string; expr: string }[] {
  const parsed = ruleFile.safeParse(parse(text));
  if (!parsed.success) throw new ClockError('rule', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.groups
    .flatMap(({ rules }) => rules)
    .map(({ alert, record, expr }) => ({ name: alert ?? record ?? '', expr }));
}

function problemsOf(expr: string, declaration: Declaration, where: string, declarationsFile: string): string[] {
  if (declaration.speed === 1) return [];
  const timed = timedNumbers(expr);
  const kept = declaration.keep ?? [];
  const undeclared = timed
    .filter(({ kind, value }) => !(declaration[kind] ?? []).includes(value) && !kept.includes(value))
    .map(({ kind, value }) => {
      const what = kind === 'seconds' ? 'stands beside an age in seconds' : 'stands beside a count of a window';
      return `${where}: ${value} ${what}: declare it in ${declarationsFile}, under ${kind} (it is divided) or keep (it is not)`;
    });
  const notThere = (['seconds', 'counts', 'keep'] as const).flatMap((kind) =>
    (declaration[kind] ?? [])
      .filter((value) => !timed.some((number) => number.value === value && (kind === 'keep' || number.kind === kind)))
      .map((value) => `${where}: ${declarationsFile} declares ${value} under ${kind}, but no such number is compared`),
  );
  return [...undeclared, ...notThere];
}
