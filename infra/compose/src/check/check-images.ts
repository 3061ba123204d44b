import fs from 'node:fs';
import path from 'node:path';
import type { Check, Finding } from './finding';
import { basesOf, stagesOf } from './dockerfile';
import type { Service } from './project';
import type { Subject } from './subject';

/** Of our own images, which are built and never pulled. */
const OWN_IMAGES = 'firewatch/';

/** Their versions have two numbers. */
const TWO_NUMBERS = ['postgres'];
/** Their versions are dates. */
const DATED = ['debian'];

/** What is pulled is the same tomorrow; what is built can be. */
export const imagesCheck: Check = {
  name: 'images',
  title: 'each image is pinned to an exact version, or built from a Dockerfile of ours whose bases are',
  run: (subject) => [
    ...Object.entries(subject.project.services).flatMap(([name, service]) =>
      serviceProblems(service, subject).map((problem) => ({ where: `services.${name}`, ...problem })),
    ),
    ...baseProblems(subject),
    ...unusedContents(subject),
  ],
};

type Problem = Omit<Finding, 'where'>;

function serviceProblems({ image = '', build }: Service, { paths }: Subject): readonly Problem[] {
  if (!build) {
    if (image.startsWith(OWN_IMAGES)) {
      return [{ what: `the image ${image} is ours, but nothing says how it is built`, remedy: 'add build' }];
    }
    return pinProblem(image);
  }
  const problems: Problem[] = [];
  if (!image.startsWith(OWN_IMAGES)) {
    problems.push({ what: `it is built here, but named ${image || 'nothing'}`, remedy: `name it ${OWN_IMAGES}…` });
  }
  const file = dockerfileOf(build);
  if (!fs.existsSync(file)) {
    const what = `there is no ${path.relative(paths.root, file)}`;
    return [...problems, { what, remedy: 'correct build.dockerfile' }];
  }
  const stages = stagesOf(fs.readFileSync(file, 'utf8')).flatMap(({ name }) => name ?? []);
  if (build.target !== undefined && !stages.includes(build.target)) {
    problems.push({
      what: `${path.relative(paths.root, file)} has no stage ${build.target}`,
      remedy: `name one of: ${stages.join(', ')}`,
    });
  }
  return problems;
}

function baseProblems({ project, paths }: Subject): readonly Finding[] {
  const files = Object.values(project.services).flatMap(({ build }) => (build ? [dockerfileOf(build)] : []));
  return [...new Set(files)].filter(fs.existsSync).flatMap((file) =>
    basesOf(fs.readFileSync(file, 'utf8'))
      .flatMap(pinProblem)
      .map((problem) => ({ where: path.relative(paths.root, file), ...problem })),
  );
}

/** What is recorded of images that nobody uses goes out of date unnoticed. */
function unusedContents({ project, images }: Subject): readonly Finding[] {
  const used = Object.values(project.services).map(({ image }) => image);
  return Object.keys(images)
    .filter((image) => !used.includes(image))
    .map((image) => ({
      where: 'infra/compose/image-contents.yml',
      what: `no service uses ${image}`,
      remedy: 'remove the entry',
    }));
}

const dockerfileOf = ({ context, dockerfile = 'Dockerfile' }: NonNullable<Service['build']>): string =>
  path.resolve(context, dockerfile);

function pinProblem(image: string): readonly Problem[] {
  const [reference = '', digest] = image.split('@');
  const { repository, tag } = splitImage(reference);
  if (tag === undefined && digest !== undefined) return [];
  const product = path.basename(repository);
  const numbers = TWO_NUMBERS.includes(product) ? 2 : 3;
  const exact = DATED.includes(product) ? /\d{8}/ : new RegExp(`^v?\\d+(?:\\.\\d+){${numbers - 1}}(?![.\\d]*x)`);
  if (tag !== undefined && exact.test(tag)) return [];
  const what = `the image ${image || '(none)'} is not pinned to an exact version`;
  return [{ what, remedy: `write all ${numbers} numbers of a version that exists` }];
}

/** @param reference e.g. `docker.elastic.co/kibana/kibana:8.15.0` */
export function splitImage(reference: string): { readonly repository: string; readonly tag: string | undefined } {
  const [, repository = reference, tag] = /^(.*?)(?::([\w.-]+))?$/.exec(reference) ?? [];
  return { repository, tag };
}
