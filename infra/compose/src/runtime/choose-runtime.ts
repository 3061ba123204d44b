import { CommandFailure } from '@firewatch/native/running';
import type { EngineProblem } from '../engine/engine';

/** How the platform is run: as local processes, or in containers. */
export type Runtime = 'native' | 'compose';

/** What the choice depends on. Each is asked only when it matters. */
export interface Surroundings {
  readonly isNativeUp: () => boolean;
  readonly isComposeUp: () => Promise<boolean>;
  readonly engineProblem: () => Promise<EngineProblem | undefined>;
  /** A clause that fits after "since": how the images can, or cannot, be had. */
  readonly images: () => Promise<{ readonly available: boolean; readonly reason: string }>;
}

export interface Choice {
  readonly runtime: Runtime;
  /** A clause: why. */
  readonly reason: string;
}

const WHERE: Readonly<Record<Runtime, string>> = { native: 'natively', compose: 'in containers' };

/** @param value of RUNTIME. @returns undefined for nothing. Throws CommandFailure for anything else. */
export function parseRuntime(value: string): Runtime | undefined {
  if (value === '') return undefined;
  if (value === 'native' || value === 'compose') return value;
  throw new CommandFailure(`RUNTIME has to be native, compose or nothing; it is "${value}".`);
}

/**
 * For a start: the runtime that was asked for, else the one that the platform runs in, else containers where they can be run, else
 * native. Throws CommandFailure when the platform runs in the other runtime than the one asked for.
 */
export async function chooseForStart(asked: Runtime | undefined, around: Surroundings): Promise<Choice> {
  const running = await findRunning(around);
  if (asked !== undefined) {
    if (running !== undefined && running !== asked) {
      throw new CommandFailure(`The platform runs ${WHERE[running]}: make dev-down first, or RUNTIME=${running}.`);
    }
    return { runtime: asked, reason: `by RUNTIME=${asked}` };
  }
  if (running !== undefined) return { runtime: running, reason: `since the platform runs ${WHERE[running]} already` };
  const problem = await around.engineProblem();
  if (problem) return { runtime: 'native', reason: `since ${problem.reason}` };
  const { available, reason } = await around.images();
  return { runtime: available ? 'compose' : 'native', reason: `since ${reason}` };
}

/** For whatever works on the running platform: the runtime that was asked for, else the one that it runs in, else native. */
export async function chooseForUse(asked: Runtime | undefined, around: Surroundings): Promise<Runtime> {
  return asked ?? (await findRunning(around)) ?? 'native';
}

/** Throws CommandFailure for a `target` of make that works natively only, when containers were asked for or the platform runs in them. */
export async function requireNative(asked: Runtime | undefined, target: string, around: Surroundings): Promise<void> {
  const only = `make ${target} works on the native platform only, so far`;
  if (asked === 'compose') throw new CommandFailure(`${only}: leave out RUNTIME=compose.`);
  if ((await findRunning(around)) !== 'compose') return;
  throw new CommandFailure(
    `${only}, and the platform runs in containers. First: make dev-down && make dev-up RUNTIME=native`,
  );
}

/** Asks the engine only where nothing runs natively: the native platform has no need of one. */
async function findRunning({ isNativeUp, isComposeUp }: Surroundings): Promise<Runtime | undefined> {
  if (isNativeUp()) return 'native';
  return (await isComposeUp()) ? 'compose' : undefined;
}
