import { CommandFailure } from './command-failure';

/** By name, not by class: the classes would bring half of this package to commands that have to start quickly. */
const FOR_THE_USER: readonly string[] = [
  'CatalogueError',
  'ClockError',
  'CommandError',
  'EnvFileError',
  'EnvironmentError',
  'PlanError',
  'PrivilegeError',
  'SettingsError',
  'SupervisorError',
];

/** @returns what to tell the user of a failure that ends a command: its message where that says all there is to say, else its stack */
export function failureText(error: unknown): string {
  const failure = error instanceof Error ? error : new Error(String(error));
  const isForTheUser = failure instanceof CommandFailure || FOR_THE_USER.includes(failure.name);
  return isForTheUser ? failure.message : (failure.stack ?? failure.message);
}
