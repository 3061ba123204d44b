import { CommandFailure, type Paths } from '@firewatch/native';
import path from 'node:path';
import { askDocker, docker, lastWords } from '../engine/docker';
import { missingImages } from '../engine/images';
import type { Model } from '../engine/model';
import { debianArchive } from '../images/debian-archive';
import { BASES, DAPR_BASES, standInFor } from './stand-ins';

/** Of the stand-ins that are no image of docker-compose.yml. */
export const STAND_IN_TAG = 'stand-in';

const DEBIAN_IMAGE = reference('debian');

/** Makes the base of all others, unless it is there, of Debian's files. */
export async function importDebian(paths: Paths): Promise<void> {
  if ((await missingImages([DEBIAN_IMAGE])).length === 0) return;
  await askDocker(['import', await debianArchive(paths), DEBIAN_IMAGE]);
}

/** @returns the name of the image of a target of infra/compose/rehearsal/Dockerfile */
export function reference(target: string): string {
  return `firewatch-rehearsal/${target}:${STAND_IN_TAG}`;
}

/** What is built: each target, with the names by which docker-compose.yml and our Dockerfiles ask for it. */
export function plannedStandIns(model: Model): { target: string; names: readonly string[] }[] {
  const images = new Set(model.services.flatMap(({ built, image }) => (built || image === undefined ? [] : [image])));
  const stocks = [...images].flatMap((image) => {
    const target = standInFor(image);
    return target === undefined ? [] : [{ target, names: [image] }];
  });
  const bases = Object.values(BASES).filter((target) => target !== 'debian');
  const daprs = Object.entries(DAPR_BASES).map(([name, target]) => ({ target, names: [`${name}:${STAND_IN_TAG}`] }));
  return [...bases.map((target) => ({ target, names: [] })), ...daprs, ...stocks];
}

/** Builds one, of what is gathered in `context`. @param onLine gets the builder's lines. Throws CommandFailure with its last ones. */
export async function buildStandIn(
  { root }: Paths,
  context: string,
  { target, names }: { target: string; names: readonly string[] },
  onLine: (line: string) => void,
): Promise<void> {
  const words = [
    ...['build', '--progress', 'plain', '--network', 'host'],
    ...['--file', path.join(root, 'infra/compose/rehearsal/Dockerfile'), '--target', target],
    ...['--build-arg', `DEBIAN_IMAGE=${DEBIAN_IMAGE}`],
    ...[reference(target), ...names].flatMap((name) => ['--tag', name]),
    context,
  ];
  const { code, stderr } = await docker(words, { env: { ...process.env, DOCKER_BUILDKIT: '1' }, onLine });
  if (code !== 0) throw new CommandFailure(`The stand-in ${target} could not be built:\n${lastWords(stderr, 20)}`);
}
