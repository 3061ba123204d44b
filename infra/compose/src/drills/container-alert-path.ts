import fs from 'node:fs';
import path from 'node:path';
import { CLOCKED, type AlertPath, type Context } from '@firewatch/native';
import { requireRunning, type Project } from '../commands/project';
import { UP_ALONE } from '../engine/compose';
import { clockOverride } from './clock-override';
import type { ContainerProcesses } from './container-processes';

/** In Alertmanager's container, by its flag `--storage.path`. */
const NOTIFICATIONS = '/alertmanager/nflog';

/** Prometheus and Alertmanager in containers, which are made anew when they are to see other files. */
export function containerAlertPath(project: Project, processes: ContainerProcesses): AlertPath {
  const { compose } = project;

  /** @returns the second compose file; undefined at rest, where the first one says all */
  async function writeOverride({ paths, clockSpeed, alerts }: Context): Promise<string | undefined> {
    if (clockSpeed === undefined && alerts === undefined) return undefined;
    const flags = fs.readFileSync(path.join(paths.config, 'prometheus/flags'), 'utf8').split('\n');
    const file = path.join(paths.config, 'compose.yml');
    const text = clockOverride(
      await compose.configuration(),
      paths.config,
      flags.filter((flag) => flag.startsWith('--')),
    );
    fs.writeFileSync(file, text);
    return file;
  }

  return {
    async requireRunning() {
      await requireRunning(project);
    },
    async stop() {
      await Promise.all(CLOCKED.map((name) => processes.stop(name)));
    },
    async forgetNotifications() {
      await compose.ask(['run', '--rm', '--no-deps', '--entrypoint', 'rm', 'alertmanager', '-f', NOTIFICATIONS]);
    },
    async start(name, context) {
      await compose.with(await writeOverride(context)).ask([...UP_ALONE, name]);
    },
    waitUntilReady: (name, timeoutMs) => processes.waitUntilReady(name, timeoutMs),
  };
}
