import { CommandFailure, ensureEnvLocal, type Paths } from '@firewatch/native';
import fs from 'node:fs';
import { listContainers } from '../engine/containers';
import { requireEngine } from '../engine/engine';
import { loadProject } from './project';

/** Seconds that the services get to end by themselves unless the compose file says otherwise. */
const ORDERLY_SECONDS = 30;

export interface DownOptions {
  /** Also removes the volumes, and what is in them. */
  readonly removeData: boolean;
  readonly log: (line: string) => void;
}

/** Stops the platform in reverse dependency order and removes its containers and networks. Harmless when nothing runs. Throws CommandFailure. */
export async function down(paths: Paths, { removeData, log }: DownOptions): Promise<void> {
  await requireEngine();
  // Made by an older version, it may lack what is new since; a platform that is to be stopped is not to fail for that.
  ensureEnvLocal(paths);
  const { compose, model } = await loadProject(paths);
  const before = (await listContainers(model.name)).length;
  if (before > 0) log(`Stopping ${before} containers in order…`);
  const volumes = removeData ? ['--volumes'] : [];
  const words = ['--profile', '*', 'down', '--remove-orphans', '--timeout', String(ORDERLY_SECONDS), ...volumes];
  await compose.ask(words);
  const left = await listContainers(model.name);
  if (left.length > 0)
    throw new CommandFailure(`Containers are left: ${left.map(({ service }) => service).join(', ')}.`);
  fs.rmSync(paths.run, { recursive: true, force: true });
  log(before === 0 ? 'Nothing was running.' : 'The platform is stopped.');
  if (removeData) log('The data is removed.');
}
