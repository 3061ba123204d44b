import { briefly, CommandFailure, ensureInstalled, readSettings, runTasks, type Paths } from '@firewatch/native';
import path from 'node:path';
import type { ListrTask } from 'listr2';
import { checkEngine } from '../commands/preflight';
import type { Project } from '../commands/project';
import { startServices } from '../commands/start';
import { Compose } from '../engine/compose';
import { listContainers } from '../engine/containers';
import { buildImage } from '../images/build-image';
import { readOwnImages } from '../images/own-images';
import { buildStandIn, importDebian, plannedStandIns, reference, STAND_IN_TAG } from './build-stand-ins';
import { chooseServices, type Chosen } from './chosen-services';
import { rehearsalFolders, type Folders } from './folders';
import { gatherContext } from './gather-context';
import { GO_PROGRAMS } from './go-programs';
import { runProgram } from './run-program';
import { BASES, OWN_WITHOUT_BASE } from './stand-ins';

/** What of the smoke checks needs nothing that is left out. */
const SMOKE_CHECKS = ['api', 'event-flow', 'scrape-targets', 'trace', 'alert-path'];

interface Output {
  output: string;
}

/** What a rehearsal works with, once its engine answers and the process environment points to it. */
export interface Rehearsal extends Project {
  readonly folders: Folders;
  readonly chosen: Chosen;
  /** The .env.local with the settings that are not in the process environment. */
  readonly envFile: string;
}

/** @param envFile the .env.local with the settings that are not in the process environment. Throws CommandFailure, SettingsError or telemetry's EnvironmentError. */
export async function loadRehearsal(paths: Paths, envFile: string): Promise<Rehearsal> {
  const compose = new Compose(paths.root, process.env, envFile);
  const model = await compose.model();
  return {
    paths,
    compose,
    model,
    settings: readSettings(path.dirname(envFile)),
    folders: rehearsalFolders(paths),
    chosen: chooseServices(model),
    envFile,
  };
}

/** Builds what is missing, starts all that can be had and waits until it is healthy. Throws CommandFailure. */
export async function start(rehearsal: Rehearsal, timeoutMs: number): Promise<void> {
  const { paths, folders, model, chosen } = rehearsal;
  await ensureInstalled(GO_PROGRAMS, paths);
  await checkEngine(rehearsal, await listContainers(model.name));
  const names = chosen.services.map(({ name }) => name);
  await runTasks([
    { title: 'Debian 12, by debootstrap', task: briefly(() => importDebian(paths)) },
    { title: 'What the stand-ins are made of', task: briefly(() => gatherContext(paths, folders.context)) },
    ...plannedStandIns(model).map((planned): ListrTask => ({
      title: `Stand-in ${planned.target}`,
      task: briefly((_, task: Output) => buildStandIn(paths, folders.context, planned, (line) => (task.output = line))),
    })),
    ...ownImageTasks(paths),
    {
      title: `${names.length} services`,
      task: briefly((_, task: Output) =>
        startServices(rehearsal, {
          services: chosen.services,
          words: ['--profile', '*', 'up', '--detach', '--no-build', ...names],
          timeoutMs,
          onProgress: (line) => (task.output = line),
          hint: 'To look at what is there then: make rehearse-compose KEEP=1',
        }),
      ),
    },
  ]);
}

function ownImageTasks({ root }: Paths): ListrTask[] {
  const bases = Object.entries(BASES).map(([argument, target]) => [argument, reference(target)]);
  const buildArgs = { ...Object.fromEntries(bases), DAPR_VERSION: STAND_IN_TAG } as Record<string, string>;
  return readOwnImages(root)
    .filter(({ name }) => !OWN_WITHOUT_BASE.includes(name))
    .map((image) => ({
      title: image.reference,
      task: briefly((_, task: Output) =>
        buildImage(root, image, { buildArgs, network: 'host', onLine: (line) => (task.output = line) }),
      ),
    }));
}

/** Runs the smoke checks, which print what they find. Throws CommandFailure when one fails. */
export async function check({ paths }: Rehearsal): Promise<void> {
  const words = ['--runtime', 'compose', '--only', SMOKE_CHECKS.join(',')];
  const code = await runProgram(path.join(paths.root, 'test/build/bin/smoke.js'), words);
  if (code !== 0) throw new CommandFailure('The platform is up, and does not do what it has to: see above.');
}

/** Stops the platform in order and removes its containers, networks and volumes. Throws CommandFailure. */
export async function end({ compose }: Rehearsal): Promise<void> {
  await compose.ask(['--profile', '*', 'down', '--volumes', '--timeout', '30']);
}
