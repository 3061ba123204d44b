import { parse } from 'yaml';
import { z } from 'zod';
import type { Finding } from '../check/finding';
import type { Workflow } from './read-workflows';

const FILE = '.github/workflows/images.yml';
/** Of a file of ours, whose services share much. */
const UNLIMITED = -1;
const OURS = /^firewatch\/([a-z-]+):/;

const composeSchema = z.object({
  services: z.record(z.string(), z.looseObject({ image: z.string(), build: z.unknown().optional() })),
});

/** Images that docker-compose.yml builds and `images.yml` does not scan, and the other way round. @param compose the file's text */
export function checkImageMatrix(workflows: readonly Workflow[], compose: string): Finding[] {
  const { services } = composeSchema.parse(parse(compose, { merge: true, maxAliasCount: UNLIMITED }));
  const built = new Set(
    Object.values(services).flatMap(({ image, build }) => {
      const [, name] = OURS.exec(image) ?? [];
      return build === undefined || name === undefined ? [] : [name];
    }),
  );
  const jobs = workflows.find(({ file }) => file === FILE)?.content.jobs ?? {};
  const scanned = new Set(Object.values(jobs).flatMap(({ strategy }) => [strategy?.matrix['image']].flat()));
  return [
    ...[...built]
      .filter((image) => !scanned.has(image))
      .map((image) => ({
        where: FILE,
        what: `nobody looks up what is wrong with our image ${image}`,
        remedy: 'Enter it in the matrix.',
      })),
    ...[...scanned]
      .filter((image) => typeof image === 'string' && !built.has(image))
      .map((image) => ({
        where: FILE,
        what: `docker-compose.yml builds no image ${String(image)}`,
        remedy: 'Take it out of the matrix.',
      })),
  ];
}
