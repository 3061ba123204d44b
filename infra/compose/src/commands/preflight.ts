import { checkPorts, CommandFailure } from '@firewatch/native';
import type { ContainerState } from '../engine/containers';
import { askDocker } from '../engine/docker';
import { LABEL } from '../engine/labels';
import type { Model } from '../engine/model';
import type { Project } from './project';

const GIGABYTE = 1024 ** 3;

/** Throws CommandFailure when the engine's machine, or what else runs on it, leaves no room for the platform. */
export async function checkEngine(project: Project, containers: readonly ContainerState[]): Promise<void> {
  await refuseOtherClones(project);
  checkMemory(project.model, Number(await askDocker(['info', '--format', '{{.MemTotal}}'])));
  await checkFreePorts(project.model, containers);
}

/** @param total bytes of memory of the engine's machine. Throws CommandFailure when the limits of the default services exceed it. */
export function checkMemory({ services }: Model, total: number): void {
  const limits = services.filter(({ kind }) => kind !== 'manual').map(({ memoryLimit }) => memoryLimit);
  const needed = limits.reduce((sum, limit) => sum + limit, 0);
  if (total >= needed) return;
  throw new CommandFailure(
    `Too little memory: the container engine has ${gigabytes(total)}, and the limits of the services come to ${gigabytes(needed)}. ` +
      'Give the engine more (with Docker Desktop: Settings, Resources), or run natively, which takes 3 GB: RUNTIME=native',
  );
}

/** Two clones would take each other's containers for their own, since both projects have one name. */
async function refuseOtherClones({ model, paths }: Project): Promise<void> {
  const format = `{{.Label "${LABEL.folder}"}}`;
  const words = ['ps', '--all', '--filter', `label=${LABEL.project}=${model.name}`, '--format', format];
  const folders = (await askDocker(words)).split('\n').filter((folder) => folder !== '');
  const other = folders.find((folder) => folder !== paths.root);
  if (other === undefined) return;
  throw new CommandFailure(
    `There are containers of the clone in ${other} already. First: make -C ${other} dev-down RUNTIME=compose`,
  );
}

/** Of what does not run yet: the ports of the rest are its own. */
async function checkFreePorts({ services }: Model, containers: readonly ContainerState[]): Promise<void> {
  const running = containers.filter(({ status }) => status === 'running').map(({ service }) => service);
  const starting = services.filter(({ name, kind }) => kind !== 'manual' && !running.includes(name));
  const format = '{{.Names}}\t{{.Ports}}';
  const published = (await askDocker(['ps', '--format', format])).split('\n').map((line) => line.split('\t'));
  const holderOf = (port: number) => {
    const [name] = published.find(([, ports]) => new RegExp(`:${port}->`).test(ports ?? '')) ?? [];
    return name === undefined ? undefined : `the container ${name}`;
  };
  await checkPorts(starting, holderOf);
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
