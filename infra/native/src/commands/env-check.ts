import { EnvironmentError, readEnv, type EnvironmentProblem } from '@firewatch/telemetry';
import fs from 'node:fs';
import path from 'node:path';
import { parseEnvFile, type EnvFile } from '../env-syntax';
import { nearestName } from '../nearest-name';
import { withOverrides, type Env } from '../settings';
import { PORTS, SECRETS, variables } from '../variables';

export type EnvProblemKind =
  | 'no file'
  | 'readable by others'
  | 'not an assignment'
  | 'read differently'
  | 'set twice'
  | 'unknown'
  | 'missing'
  | 'malformed'
  | 'port given twice'
  | 'secret given twice';

/** One thing that is wrong with the settings. Tells no value of any variable but a port's. */
export interface EnvProblem {
  readonly kind: EnvProblemKind;
  /** The variables concerned; none when it is the file. */
  readonly variables: readonly string[];
  /** A sentence: what is wrong, and where. */
  readonly problem: string;
  /** A sentence: what to do about it. */
  readonly advice: string;
}

export interface EnvReport {
  readonly file: string;
  readonly problems: readonly EnvProblem[];
}

const SECRET_VARIABLES = Object.values(SECRETS).map(([variable]) => variable);

/** @returns everything that is wrong with `.env.local` of the project at `root` and the process environment, which overrides it */
export function checkEnv(root: string, env: Env): EnvReport {
  const file = path.join(root, '.env.local');
  const exists = fs.existsSync(file);
  const given = parseEnvFile(exists ? fs.readFileSync(file) : Buffer.alloc(0));
  const values = withOverrides(given.values, env);
  const where = (variable: string) => placeOf(variable, given, env);
  const unusable = unusableValues(values);
  const problems: EnvProblem[] = [
    ...(exists ? modeProblems(file) : []),
    ...lineProblems(given),
    ...unknownNames(given),
    ...unusable.map((each) => valueProblem(each, where)),
    ...portsGivenTwice(values, unusable, where),
    ...secretsGivenTwice(values, where),
  ];
  if (exists || !problems.some(({ kind }) => kind === 'missing')) return { file, problems };
  const absent: EnvProblem = {
    kind: 'no file',
    variables: [],
    problem: `There is no ${file}, which holds the secrets.`,
    advice: '`make dev-up` makes it from .env.local.example and generates them.',
  };
  return { file, problems: [absent, ...problems.filter(({ kind }) => kind !== 'missing')] };
}

/** The report for people. */
export function formatEnvReport({ file, problems }: EnvReport): string {
  if (problems.length === 0) return `${file} and the environment can be used.`;
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [
    `The settings have ${count} (names, forms and defaults: .env.local.example):`,
    ...problems.map(({ problem, advice }) => `  ${problem}\n    ${advice}`),
  ].join('\n');
}

function placeOf(variable: string, { lines }: EnvFile, env: Env): string {
  if ((env[variable] ?? '') !== '') return `${variable} (of the process environment)`;
  const line = lines.get(variable)?.at(-1);
  return line === undefined ? variable : `${variable} (line ${line})`;
}

function modeProblems(file: string): EnvProblem[] {
  const mode = fs.statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return [];
  const problem = `${file} holds secrets, and its mode ${mode.toString(8).padStart(4, '0')} lets others at them.`;
  return [{ kind: 'readable by others', variables: [], problem, advice: `Run: chmod 600 ${file}` }];
}

function lineProblems({ lines, refused }: EnvFile): EnvProblem[] {
  const repeated = [...lines].filter(([, numbers]) => numbers.length > 1);
  return [
    ...refused.map(({ line, kind, problem, advice }): EnvProblem => ({
      kind,
      variables: [],
      problem: `Line ${line} ${problem}`,
      advice,
    })),
    ...repeated.map(([variable, numbers]): EnvProblem => ({
      kind: 'set twice',
      variables: [variable],
      problem: `${variable} is set by the lines ${numbers.join(' and ')}; the last one counts.`,
      advice: 'Keep one of them.',
    })),
  ];
}

function unknownNames({ lines }: EnvFile): EnvProblem[] {
  const known = Object.keys(variables.shape);
  return [...lines]
    .filter(([name]) => !known.includes(name))
    .map(([name, numbers]): EnvProblem => {
      const meant = nearestName(name, known);
      return {
        kind: 'unknown',
        variables: [name],
        problem: `${name} (line ${numbers.join(', ')}) is unknown: nothing reads it.`,
        advice: meant === undefined ? 'Remove it.' : `Did you mean ${meant}? Rename it, or remove it.`,
      };
    });
}

function unusableValues(values: Env): readonly EnvironmentProblem[] {
  try {
    readEnv(variables, values);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

function valueProblem(
  { variable, problem, expected }: EnvironmentProblem,
  where: (variable: string) => string,
): EnvProblem {
  const [form] = expected.split(': ');
  if (problem === 'malformed') {
    return {
      kind: 'malformed',
      variables: [variable],
      problem: `${where(variable)} is malformed.`,
      advice: `Its form: ${form ?? expected}.`,
    };
  }
  return {
    kind: 'missing',
    variables: [variable],
    problem: `${where(variable)} is missing or empty.`,
    advice: `\`make dev-up\` generates it; or give it: ${form ?? expected}.`,
  };
}

/** Of what can be used: a malformed port is told of as such. */
function portsGivenTwice(
  values: Env,
  unusable: readonly EnvironmentProblem[],
  where: (variable: string) => string,
): EnvProblem[] {
  const usable = Object.values(PORTS).filter(([variable]) => unusable.every((each) => each.variable !== variable));
  const ports = usable.map(([variable]) => {
    const value = values[variable];
    return [variable, variables.shape[variable].parse(value === '' ? undefined : value)] as const;
  });
  return sharing(ports).map(([port, sharers]) => ({
    kind: 'port given twice',
    variables: sharers,
    problem: `Port ${port} is given twice: by ${sharers.map(where).join(' and ')}.`,
    advice: 'Give one of them another port.',
  }));
}

function secretsGivenTwice(values: Env, where: (variable: string) => string): EnvProblem[] {
  const given = SECRET_VARIABLES.flatMap((variable) => {
    const value = values[variable] ?? '';
    return value === '' ? [] : [[variable, value] as const];
  });
  return sharing(given).map(([, sharers]) => ({
    kind: 'secret given twice',
    variables: sharers,
    problem: `${sharers.map(where).join(' and ')} are the same secret.`,
    advice: 'Empty one of them: `make dev-up` generates a new one.',
  }));
}

/** @returns each value that several variables have, with those */
function sharing<V>(pairs: readonly (readonly [variable: string, value: V])[]): (readonly [V, string[]])[] {
  const byValue = Map.groupBy(pairs, ([, value]) => value);
  return [...byValue]
    .filter(([, sharers]) => sharers.length > 1)
    .map(([value, sharers]) => [value, sharers.map(([variable]) => variable)] as const);
}
