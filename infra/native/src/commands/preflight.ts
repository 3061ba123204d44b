import fs from 'node:fs';
import type { ProcessSpec } from '../platform/component';
import type { Paths } from '../platform/paths';
import type { Plan } from '../platform/plan';
import { isPortFree, portHolder } from '../system/ports';
import { findProgram } from '../system/programs';
import { CommandFailure } from './command-failure';
import type { Platform } from './platform';

const GIGABYTE = 1024 ** 3;
/** The platform's own memory, and a little for what else happens on the machine. */
const LEAST_MEMORY = 3 * GIGABYTE;
/** Data and rotated logs of a running platform. */
const LEAST_DISK = 2 * GIGABYTE;
/** The same, and what is downloaded and built once: 1 GB in the state folder, 9 GB in Go's module and build caches. */
const LEAST_DISK_TO_INSTALL = 12 * GIGABYTE;

/** Throws CommandFailure when the state folder cannot be written, or the machine is not fit for the platform. */
export function checkMachine(paths: Paths, mustInstall: boolean): void {
  if (process.platform !== 'linux') {
    throw new CommandFailure(`The native platform runs on Linux only, this is ${process.platform}.`);
  }
  checkWritable(paths);
  const disk = fs.statfsSync(paths.root);
  const freeDisk = disk.bavail * disk.bsize;
  const neededDisk = mustInstall ? LEAST_DISK_TO_INSTALL : LEAST_DISK;
  if (freeDisk < neededDisk) {
    throw new CommandFailure(
      `Too little free disk for ${paths.state}: ${gigabytes(freeDisk)} of the ${gigabytes(neededDisk)} that are needed. Make room, or move the clone.`,
    );
  }
}

/** Throws CommandFailure when too little memory is available to start the platform. */
export function checkMemory(meminfo = fs.readFileSync('/proc/meminfo', 'utf8')): void {
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0) * 1024;
  if (available >= LEAST_MEMORY) return;
  throw new CommandFailure(
    `Too little free memory: ${gigabytes(available)} of the ${gigabytes(LEAST_MEMORY)} that the platform needs. End other programs first.`,
  );
}

/**
 * Throws CommandFailure naming each port that is taken, whose it is to be, and who has it.
 * @param holderOf knows of holders that the machine's own table of processes does not name well
 */
export async function checkPorts(
  processes: readonly Pick<ProcessSpec, 'name' | 'ports'>[],
  holderOf: (port: number) => string | undefined = () => undefined,
): Promise<void> {
  const claims = processes.flatMap((process) =>
    Object.entries(process.ports ?? {}).map(([use, port]) => ({ process: process.name, use, port })),
  );
  const results = await Promise.all(claims.map(async (claim) => ({ ...claim, free: await isPortFree(claim.port) })));
  const taken = results.filter(({ free }) => !free);
  if (taken.length === 0) return;
  const lines = taken.map(({ process, use, port }) => {
    const who = holderOf(port) ?? describeHolder(port);
    return `Port ${port}, which ${process} needs (${use}), is taken by ${who}.`;
  });
  throw new CommandFailure(
    [...lines, 'End that process, or choose another port in .env.local (names: .env.local.example).'].join('\n'),
  );
}

function describeHolder(port: number): string {
  const holder = portHolder(port);
  return holder ? `pid ${holder.pid} (${holder.command.slice(0, 120)})` : "another user's process";
}

/** Throws CommandFailure for a process whose program is not there. */
export function checkPrograms({ plan, paths }: Pick<Platform, 'paths'> & { plan: Pick<Plan, 'processes'> }): void {
  const lines = plan.processes.flatMap(({ name, argv: [program] }) =>
    program !== undefined && findProgram(program, paths) !== undefined
      ? []
      : [`${name} needs the program ${program ?? '(none given)'}, which is not there.`],
  );
  if (lines.length > 0) {
    throw new CommandFailure(
      [...lines, 'Install it, or remove what is half installed and run `make dev-up` again.'].join('\n'),
    );
  }
}

function checkWritable(paths: Paths): void {
  const folder = [paths.run, paths.state, paths.root].find((candidate) => fs.existsSync(candidate)) ?? paths.root;
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw new CommandFailure(
      `${folder} cannot be written by this user. If the platform was run by another user, e.g. root, run it as that user, or remove ${paths.state}.`,
      { cause: error },
    );
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
