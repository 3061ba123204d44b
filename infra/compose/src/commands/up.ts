import {
  briefly,
  CommandFailure,
  ensureEnvLocal,
  exclusively,
  noteHealthy,
  readLastUp,
  runTasks,
  writeLastUp,
  type Paths,
} from '@firewatch/native';
import fs from 'node:fs';
import path from 'node:path';
import { listContainers } from '../engine/containers';
import { requireEngine } from '../engine/engine';
import { imageTasks } from './images';
import { findLinks } from './links';
import { checkEngine } from './preflight';
import { loadProject, type Project } from './project';
import { startServices } from './start';
import { describeProject } from './status';

export interface UpOptions {
  /** When the user gave the command, in epoch milliseconds; the time to healthy counts from here. */
  readonly since: number;
  /** For all services together to get healthy, once their images are there. */
  readonly timeoutMs: number;
}

/**
 * Brings the images and starts the platform, or what of it does not run or has changed; seeding is a job of the compose file.
 * Throws CommandFailure.
 */
export async function up(paths: Paths, options: UpOptions): Promise<void> {
  await requireEngine();
  const env = ensureEnvLocal(paths);
  if (env !== 'unchanged') print(`${env === 'created' ? 'Made' : 'Completed'} .env.local with generated secrets.`);
  const project = await loadProject(paths);
  fs.mkdirSync(paths.run, { recursive: true });
  const busy = (pid: number) => new CommandFailure(`The platform is being started already, by pid ${pid}.`);
  await exclusively(path.join(paths.run, 'up.lock'), busy, () => start(project, options));
  print(await summary(project));
}

async function start(project: Project, options: UpOptions): Promise<void> {
  const { paths, model } = project;
  const containers = await listContainers(model.name);
  await checkEngine(project, containers);
  if (containers.every(({ status }) => status !== 'running')) {
    writeLastUp(paths, { startedAt: new Date(options.since).toISOString(), healthyAfterSeconds: null, seeded: false });
  }
  const services = model.services.filter(({ kind }) => kind !== 'manual');
  await runTasks([
    ...(await imageTasks(project)),
    {
      title: `${services.length} services`,
      task: briefly((_, task: { output: string }) =>
        startServices(project, {
          services,
          words: ['up', '--detach', '--no-build'],
          timeoutMs: options.timeoutMs,
          onProgress: (line) => (task.output = line),
        }),
      ),
    },
  ]);
  noteHealthy(paths);
}

async function summary(project: Project): Promise<string> {
  const { settings, paths } = project;
  const status = await describeProject(project, await listContainers(project.model.name));
  const links = findLinks(project.model);
  const width = Math.max(0, ...links.map(({ title }) => title.length));
  return [
    '',
    ...links.map(({ title, url }) => `  ${title.padEnd(width)}  ${url}`),
    '',
    `  Log in as demo@firewatch.example with the password ${settings.secrets.seedUserPassword} (SEED_USER_PASSWORD)`,
    `  Healthy ${readLastUp(paths)?.healthyAfterSeconds ?? '?'} s after make dev-up; memory of the containers ${Math.round(status.memoryBytes / 2 ** 20)} MB`,
    '',
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
