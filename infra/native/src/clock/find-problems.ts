import { z } from 'zod';
import { ClockError, naming } from './clock-error';
import type { Declaration, Declarations } from './declarations';
import { parseYaml } from './parse-yaml';
import { timedNumbers, type TimedNumber } from './timed-numbers';

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
 * that are not there. Each names file, rule and number. None: the files can be divided. Throws ClockError for what is no file of rules.
 */
export function findProblems(
  files: readonly RuleFile[],
  declarations: Declarations,
  declarationsFile: string,
): readonly string[] {
  const rules = files.flatMap(rulesOf);
  const undeclared = rules.flatMap((rule) => undeclaredNumbers(rule, declarations[rule.name] ?? {}, declarationsFile));
  const unknown = Object.entries(declarations).flatMap(([name, declaration]) => {
    // A page and its ticket are two rules of one name, and of one declaration.
    const namesakes = rules.filter((rule) => rule.name === name);
    if (namesakes.length === 0) return [`${declarationsFile}: ${name}: there is no such rule`];
    const timed = namesakes.flatMap((rule) => rule.timed);
    return numbersNotThere(declaration, timed).map((problem) => `${declarationsFile}: ${name}: ${problem}`);
  });
  return [...undeclared, ...unknown];
}

interface Rule {
  readonly file: string;
  readonly name: string;
  readonly timed: readonly TimedNumber[];
}

function rulesOf({ file, text }: RuleFile): readonly Rule[] {
  const parsed = ruleFile.safeParse(parseYaml(file, text));
  if (!parsed.success) throw new ClockError('rule', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.groups.flatMap(({ rules }) =>
    rules.map(({ alert, record, expr }) => {
      const name = alert ?? record ?? '';
      return { file, name, timed: naming(`${file}: ${name}`, () => timedNumbers(expr)) };
    }),
  );
}

function undeclaredNumbers({ file, name, timed }: Rule, declaration: Declaration, declarationsFile: string): string[] {
  if (declaration.speed === 1) return [];
  const kept = declaration.keep ?? [];
  return timed
    .filter(({ kind, value }) => !(declaration[kind] ?? []).includes(value) && !kept.includes(value))
    .map(({ kind, value }) => {
      const what = kind === 'seconds' ? 'stands beside an age in seconds' : 'stands beside a count of a window';
      return `${file}: ${name}: ${value} ${what}: declare it in ${declarationsFile}, under ${kind} (it is divided) or keep (it is not)`;
    });
}

function numbersNotThere(declaration: Declaration, timed: readonly TimedNumber[]): string[] {
  return (['seconds', 'counts', 'keep'] as const).flatMap((kind) =>
    (declaration[kind] ?? [])
      .filter((value) => !timed.some((number) => number.value === value && (kind === 'keep' || number.kind === kind)))
      .map((value) => `${value} is declared under ${kind}, but no such number is compared`),
  );
}
