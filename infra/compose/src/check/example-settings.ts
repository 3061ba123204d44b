import {
  makePlan,
  components,
  parseSettings,
  resolvePaths,
  SECRETS,
  variables,
  type Context,
  type Plan,
} from '@firewatch/native';

/** In place of a secret: a value of the right form that shows where it went. */
export const exampleSecret = (variable: string): string => `example-${variable.toLowerCase()}`.padEnd(40, '-');

/** Every variable that has to be set, as `.env.local` would: the secrets. All others have their default. */
export function exampleEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(SECRETS).map(([variable]) => [variable, exampleSecret(variable)]));
}

/** The default of a variable as text, as a compose file has it; undefined for a secret, which has none. */
export function defaultOf(variable: string): string | undefined {
  const schema = Object.hasOwn(variables.shape, variable)
    ? variables.shape[variable as keyof typeof variables.shape]
    : undefined;
  const parsed = schema?.safeParse(undefined);
  return parsed?.success === true ? String(parsed.data) : undefined;
}

/** The native platform with the example settings, in the project's folders. */
export function nativePlatform(root: string): { readonly context: Context; readonly plan: Plan } {
  const context = { settings: parseSettings(exampleEnvironment()), paths: resolvePaths(root) };
  return { context, plan: makePlan(components, context) };
}
