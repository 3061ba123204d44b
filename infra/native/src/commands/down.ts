import fs from 'node:fs';
import type { Component } from '../platform/component';
import { resolvePaths, type Paths } from '../platform/paths';
import { ensureEnvLocal } from '../env-file';
import { makePlan } from '../platform/plan';
import { readSettings } from '../settings';
import { findSupervisor } from '../supervisor/launch';
import { isPortFree, portHolder } from '../system/ports';
import { platformProcesses } from '../system/processes';
import { sweep } from '../system/sweep';
import { waitUntil } from '../system/wait-until';
import { CommandFailure } from './command-failure';

/** For everything to stop in dependency order, before what is left is ended by force. */
const ORDERLY_MS = 60_000;

export interface DownOptions {
  /** Also removes what the components have stored. */
  readonly removeData?: boolean;
}

/** Stops the platform, leaves no process and no taken port. Harmless when nothing runs. Throws CommandFailure. */
export async function down(
  components: readonly Component[],
  log: (line: string) => void,
  { removeData = false }: DownOptions = {},
): Promise<void> {
  const paths = resolvePaths();
  const supervisor = findSupervisor(paths);
  const before = platformProcesses(paths.state).length;
  if (supervisor !== undefined) {
    log(`Stopping ${before - 1} processes in order…`);
    // On SIGTERM it stops its processes in reverse dependency order, and then ends.
    process.kill(supervisor, 'SIGTERM');
    const gone = () => findSupervisor(paths) === undefined;
    if (!(await waitUntil(gone, ORDERLY_MS))) log(`The supervisor (pid ${supervisor}) hangs; ending it.`);
  }
  const left = await sweep(paths.state);
  if (left.length > 0) log(`Ended ${left.length} processes that were left: ${left.map(({ pid }) => pid).join(', ')}.`);
  removeRunFiles(paths);
  // A port that somebody else took while nothing of ours ran is for the next start to tell.
  if (before > 0) await verifyPorts(components, paths);
  log(before === 0 ? 'Nothing was running.' : 'The platform is stopped.');
  if (!removeData) return;
  fs.rmSync(paths.data, { recursive: true, force: true });
  log('The data is removed.');
}

function removeRunFiles(paths: Paths): void {
  if (!fs.existsSync(paths.run)) return;
  for (const entry of fs.readdirSync(paths.run)) fs.rmSync(`${paths.run}/${entry}`, { recursive: true, force: true });
}

async function verifyPorts(components: readonly Component[], paths: Paths): Promise<void> {
  if (!fs.existsSync(`${paths.root}/.env.local`)) return;
  // Made by an older version, it may lack what is new since; a platform that is to be stopped is not to fail for that.
  ensureEnvLocal(paths);
  const context = { settings: readSettings(paths.root), paths };
  const claims = makePlan(components, context).processes.flatMap(({ name, ports }) =>
    Object.values(ports ?? {}).map((port) => ({ name, port })),
  );
  const checks = await Promise.all(claims.map(async (claim) => ({ ...claim, free: await isPortFree(claim.port) })));
  const taken = checks.filter(({ free }) => !free);
  if (taken.length === 0) return;
  throw new CommandFailure(
    taken
      .map(({ name, port }) => {
        const holder = portHolder(port);
        return `Port ${port} of ${name} is still taken, by ${holder ? `pid ${holder.pid} (${holder.command.slice(0, 120)})` : "another user's process"}, which is not of this platform.`;
      })
      .join('\n'),
  );
}
