import { failureText, resolvePaths } from '@firewatch/native/running';
import { Command } from 'commander';
import { chooseForStart, chooseForUse, parseRuntime, requireNative, type Runtime } from '../runtime/choose-runtime';
import { lookAround } from '../runtime/surroundings';

const EXIT_FAILED = 1;

interface Options {
  readonly runtime: string;
  readonly root?: string;
}

const program = new Command('runtime')
  .description('Which runtime make is to use, native or compose, on stdout')
  .option('--runtime <name>', 'what was asked for: native, compose or nothing', '')
  .option('--root <folder>', "the project's folder (default: this one)")
  .showHelpAfterError();

program
  .command('start')
  .description('for a start of the platform; says on stderr why')
  .action(async () => {
    const { asked, around } = given();
    const { runtime, reason } = await chooseForStart(asked, around);
    process.stderr.write(`Runtime: ${runtime}, ${reason}.\n`);
    answer(runtime);
  });

program
  .command('use')
  .description('for what works on the platform, whether it runs or not')
  .action(async () => {
    const { asked, around } = given();
    answer(await chooseForUse(asked, around));
  });

program
  .command('native-only')
  .description('fail for a target of make that works natively only, when it would work on containers')
  .argument('<target>')
  .action(async (target: string) => {
    const { asked, around } = given();
    await requireNative(asked, target, around);
  });

function given() {
  const { runtime, root } = program.opts<Options>();
  return { asked: parseRuntime(runtime), around: lookAround(resolvePaths(root)) };
}

function answer(runtime: Runtime): void {
  process.stdout.write(`${runtime}\n`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = EXIT_FAILED;
});
