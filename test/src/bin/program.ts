import { tellWarnings } from '@firewatch/drills';
import { failureText, SupervisorError } from '@firewatch/native';
import { CommanderError, InvalidArgumentError, type Command } from 'commander';
import { settings } from '../platform/settings';

/** Exit codes of the programs here, besides 0. */
export const EXIT = { failed: 1, usage: 2, notRunning: 3 } as const;

export const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Progress and errors, so that what is for machines stays alone on stdout. */
export const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Reads an option. Throws InvalidArgumentError. */
export function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('give a whole number greater than 0');
}

/** Runs the command line, if the settings are right, and says by message and exit code what went wrong. */
export function runProgram(command: Command): void {
  tellWarnings();
  command
    .exitOverride()
    .showHelpAfterError()
    // What is wrong with them is told before anything of the platform is touched.
    .hook('preAction', () => void settings())
    .parseAsync()
    .catch((error: unknown) => {
      if (error instanceof CommanderError) {
        process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
        return;
      }
      const unreachable = error instanceof SupervisorError && error.unreachable;
      tell(`${command.name()}: ${failureText(error)}`);
      if (unreachable) tell('To start it: make dev-up');
      process.exitCode = unreachable ? EXIT.notRunning : EXIT.failed;
    });
}
