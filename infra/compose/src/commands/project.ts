import { CommandFailure, readSettings, resolvePaths, type Paths, type Settings } from '@firewatch/native';
import path from 'node:path';
import { Compose } from '../engine/compose';
import { listContainers, type ContainerState } from '../engine/containers';
import { requireEngine } from '../engine/engine';
import type { Model, Service } from '../engine/model';

/** What a command works on. */
export interface Project {
  /** As natively, but for `run`: what a start in containers notes is not for `platform down` to remove. */
  readonly paths: Paths;
  readonly settings: Settings;
  readonly compose: Compose;
  readonly model: Model;
}

/** The platform's containers are not there. */
export class NotRunning extends CommandFailure {
  constructor() {
    super('The platform does not run in containers.');
  }
}

export function composePaths(root?: string): Paths {
  const paths = resolvePaths(root);
  return { ...paths, run: path.join(paths.state, 'compose') };
}

/** Throws CommandFailure where no containers can be run, SettingsError or telemetry's EnvironmentError for settings that cannot be used. */
export async function loadProject(paths: Paths): Promise<Project> {
  await requireEngine();
  const settings = readSettings(paths.root);
  const compose = new Compose(paths.root);
  return { paths, settings, compose, model: await compose.model() };
}

/** @returns the containers of the running platform. Throws NotRunning when none of them runs. */
export async function requireRunning({ model }: Project): Promise<ContainerState[]> {
  const containers = await listContainers(model.name);
  if (containers.some(({ status }) => ['running', 'restarting', 'paused'].includes(status))) return containers;
  throw new NotRunning();
}

/** Throws CommandFailure, listing the names, unless there is such a service. */
export function requireService({ services }: Model, name: string): Service {
  const service = services.find((each) => each.name === name);
  if (service) return service;
  const names = services.map((each) => each.name).toSorted();
  throw new CommandFailure(`There is no service ${name}. The services are: ${names.join(', ')}.`);
}
