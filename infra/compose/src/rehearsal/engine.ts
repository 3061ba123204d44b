import fs from 'node:fs';
import path from 'node:path';
import { PrivateEngine } from '../engine/private-engine';
import type { Folders } from './folders';

/** So that the rest of the machine goes before it. */
const NICENESS = 10;

/** @param compose the plug-in. @returns an engine whose images and volumes outlive it. Throws CommandFailure that says why it cannot run here. */
export function startRehearsalEngine({ engine, run, client, log }: Folders, compose: string): Promise<PrivateEngine> {
  const plugins = path.join(client, 'cli-plugins');
  fs.mkdirSync(plugins, { recursive: true });
  fs.rmSync(path.join(plugins, 'docker-compose'), { force: true });
  fs.symlinkSync(compose, path.join(plugins, 'docker-compose'));
  return PrivateEngine.start({ data: engine, run, log, pidFile: path.join(run, 'pid'), niceness: NICENESS, client });
}
