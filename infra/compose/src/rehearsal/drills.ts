import { CommandFailure, findSupervisor, type Paths } from '@firewatch/native';
import path from 'node:path';
import type { Rehearsal } from './rehearse';
import { runProgram } from './run-program';

/** Throws CommandFailure while the platform runs natively: runbooks name the default ports, so drills need the very ones that it has. */
export function refuseBesideNative(paths: Paths): void {
  const pid = findSupervisor(paths);
  if (pid === undefined) return;
  throw new CommandFailure(
    `Drills need the ports of the platform, which runs natively (pid ${pid}). First: make dev-down RUNTIME=native, or rehearse without DRILLS.`,
  );
}

/** Runs drills, which print how they go, and lets them report to `folders.proof`. Throws CommandFailure when one fails. */
export async function runDrills({ paths, folders }: Rehearsal, names: readonly string[]): Promise<void> {
  const program = path.join(paths.root, 'infra/compose/build/bin/compose.js');
  const words = ['prove', ...names, '--report', folders.proof];
  const code = await runProgram(program, words);
  if (code !== 0)
    throw new CommandFailure(`The platform is up, and a drill has failed: see above, and ${folders.proof}.`);
}
