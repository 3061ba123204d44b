import fs from 'node:fs';
import path from 'node:path';
import { CLOCKED, CommandFailure, type AlertPath, type Context } from '@firewatch/native';
import { requireRunning, type Project } from '../commands/project';
import { lastWords } from '../engine/docker';
import { clockOverride } from './clock-override';
import type { ContainerProcesses } from './container-processes';

/** In Alertmanager's container, by its flag `--storage.path`. */
const NOTIFICATIONS = '/alertmanager/nflog';

/** Prometheus and Alertmanager in containers, which are made anew when they are to see other files. */
export function containerAlertPath(project: Project, processes: ContainerProcesses): AlertPath {
  const { compose } = project;
  const run = async (words: readonly string[], file?: string): Promise<string> => {
    const { code, stdout, stderr } = await compose.with(file).run(words);
    if (code === 0) return stdout;
    throw new CommandFailure(`docker compose ${words[0] ?? ''} failed with exit code ${code}:\n${lastWords(stderr)}`);
  };

  /** @returns the second compose file; undefined at rest, where the first one says all */
  async function writeOverride({ paths, clockSpeed, alerts }: Context): Promise<string | undefined> {
    if (clockSpeed === undefined && alerts === undefined) return undefined;
    const flags = fs.readFileSync(path.join(paths.config, 'prometheus/flags'), 'utf8').split('\n');
    const file = path.join(paths.config, 'compose.yml');
    const text = clockOverride(
      await run(['config', '--format', 'json']),
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
      await run(['run', '--rm', '--no-deps', '--entrypoint', 'rm', 'alertmanager', '-f', NOTIFICATIONS]);
    },
    async start(name, context) {
      await run(['up', '--detach', '--no-build', '--no-deps', name], await writeOverride(context));
    },
    waitUntilReady: (name, timeoutMs) => processes.waitUntilReady(name, timeoutMs),
  };
}
