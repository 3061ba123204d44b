import type { z } from 'zod';

/** One variable that cannot be used as it is. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly problem: 'missing' | 'malformed';
  /** The form that would have been accepted. Never contains the value that was found. */
  readonly expected: string;
}

/** Thrown by {@link readEnv}: lists every unusable variable at once, and no value of any, since it may be a secret. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly problems: readonly EnvironmentProblem[]) {
    const lines = problems.map(
      (problem) => `  ${problem.variable} is ${problem.problem}: expected ${problem.expected}`,
    );
    super(['The environment cannot be used:', ...lines].join('\n'));
  }
}

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and validates the variables that `schema` names; all others are ignored.
 *
 * A variable that is set to the empty string counts as missing, so that `X=` in a file means "use the default".
 * The form expected is taken from the field's `.describe()` text, else from the validation's message.
 * For truth values use `z.stringbool()`: `z.coerce.boolean()` takes the text "false" for true.
 *
 * @throws EnvironmentError with every variable that is missing or malformed
 */
export function readEnv<Schema extends z.ZodObject>(schema: Schema, env: Environment = process.env): z.output<Schema> {
  const found: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = env[name];
    if (value !== undefined && value !== '') found[name] = value;
  }

  const result = schema.safeParse(found);
  if (result.success) return result.data;

  const problems = new Map<string, EnvironmentProblem>();
  for (const issue of result.error.issues) {
    const variable = issue.path.length > 0 ? String(issue.path[0]) : 'the combination of settings';
    if (problems.has(variable)) continue;
    const field: unknown = schema.shape[variable];
    problems.set(variable, {
      variable,
      problem: field !== undefined && !(variable in found) ? 'missing' : 'malformed',
      expected: descriptionOf(field) ?? issue.message,
    });
  }
  throw new EnvironmentError([...problems.values()]);
}

/** The text given by `.describe()`, also when `.default()`, `.optional()` or a transformation was put around it. */
function descriptionOf(field: unknown): string | undefined {
  if (typeof field !== 'object' || field === null) return undefined;
  const { description, def } = field as { description?: string; def?: { innerType?: unknown; in?: unknown } };
  return description ?? descriptionOf(def?.innerType ?? def?.in);
}
