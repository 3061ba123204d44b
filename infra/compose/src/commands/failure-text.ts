import { CommandFailure } from '@firewatch/native/running';

/** @returns what to tell the user of a failure that ends a command: its message where that says all there is to say, else its stack */
export function failureText(error: unknown): string {
  const failure = error instanceof Error ? error : new Error(String(error));
  const isForTheUser = failure instanceof CommandFailure || /^(Settings|EnvFile|Environment)Error$/.test(failure.name);
  return isForTheUser ? failure.message : (failure.stack ?? failure.message);
}
