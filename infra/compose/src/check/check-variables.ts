import { SECRETS, variables } from '@firewatch/native';
import type { Check, Finding } from './finding';
import type { ComposeConfig } from './project';
import { defaultOf } from './example-settings';

type Reference = ComposeConfig['references'][number];

const SCHEMA = 'infra/native/src/variables.ts';

const isKnown = (variable: string): boolean => Object.hasOwn(variables.shape, variable);
const isSecret = (variable: string): boolean => Object.values(SECRETS).some(([name]) => name === variable);

/** The variables of the file are those of `.env.local.example`, with the same defaults, and no secret has one. */
export const variablesCheck: Check = {
  name: 'variables',
  title: 'each variable is in the schema of the settings, has its default, and a secret has none',
  run: ({ references }) => references.flatMap(findingsOf),
};

function findingsOf(reference: Reference): readonly Finding[] {
  const { variable } = reference;
  const where = `line ${reference.line}: ${reference.path}`;
  if (!isKnown(variable)) {
    return [
      {
        where,
        what: `nothing knows the variable ${variable}`,
        remedy: `correct its name, or add it to ${SCHEMA} and run make env-example`,
      },
    ];
  }
  return (isSecret(variable) ? secretProblem(reference) : settingProblem(reference)).map((finding) => ({
    where,
    ...finding,
  }));
}

type Problem = Omit<Finding, 'where'>;

function secretProblem({ variable, default: given, required, refusesEmpty }: Reference): readonly Problem[] {
  const remedy = `write \${${variable}:?…} with what to do about it`;
  if (given !== '') return [{ what: `the secret ${variable} has a default`, remedy }];
  if (!required || !refusesEmpty) {
    return [{ what: `without the secret ${variable}, or with an empty one, the start goes on`, remedy }];
  }
  return [];
}

function settingProblem({ variable, default: given, required }: Reference): readonly Problem[] {
  const wanted = defaultOf(variable) ?? '';
  if (!required && given === wanted) return [];
  const says = required ? 'none' : `"${given}"`;
  return [
    {
      what: `the default of ${variable} is ${says}; the schema's is "${wanted}"`,
      remedy: `write \${${variable}:-${wanted}}`,
    },
  ];
}
