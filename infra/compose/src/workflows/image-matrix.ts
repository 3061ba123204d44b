import type { Finding } from '../check/finding';
import type { Workflow } from './read-workflows';

const FILE = '.github/workflows/images.yml';

/** Images of ours that `images.yml` does not scan, and what it scans that is none. @param ours names of {@link readOwnImages} */
export function checkImageMatrix(workflows: readonly Workflow[], ours: readonly string[]): Finding[] {
  const jobs = workflows.find(({ file }) => file === FILE)?.content.jobs ?? {};
  const scanned = new Set(
    Object.values(jobs)
      .flatMap(({ strategy }) => [strategy?.matrix['image'] ?? []].flat())
      .map((image) => (typeof image === 'string' ? image : JSON.stringify(image))),
  );
  return [
    ...ours
      .filter((image) => !scanned.has(image))
      .map((image) => ({
        where: FILE,
        what: `nobody looks up what is wrong with our image ${image}`,
        remedy: 'Enter it in the matrix.',
      })),
    ...[...scanned]
      .filter((image) => !ours.includes(image))
      .map((image) => ({
        where: FILE,
        what: `docker-compose.yml builds no image ${image}`,
        remedy: 'Take it out of the matrix.',
      })),
  ];
}
