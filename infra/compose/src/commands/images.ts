import { briefly, CommandFailure } from '@firewatch/native';
import type { ListrTask } from 'listr2';
import { lastWords } from '../engine/docker';
import { foreignImages, missingImages } from '../engine/images';
import type { Project } from './project';

interface Progress {
  output: string;
}

/** Tasks that bring the images of the default services: pull what is missing, build what is of this repository. */
export async function imageTasks({ compose, model }: Project): Promise<ListrTask[]> {
  const missing = await missingImages(foreignImages(model));
  const wanted = model.services.filter(({ kind }) => kind !== 'manual');
  const pulled = wanted.filter(({ built, image }) => !built && image !== undefined && missing.includes(image));
  const built = wanted.filter((service) => service.built);
  const run = (words: readonly string[], services: typeof wanted, task: Progress) =>
    compose.run([...words, ...services.map(({ name }) => name)], { onLine: (line) => (task.output = line) });
  return [
    {
      title: `Pull ${count(missing.length)}`,
      enabled: missing.length > 0,
      task: briefly(async (_, task: Progress) => {
        const { code, stderr } = await run(['pull'], pulled, task);
        if (code !== 0) throw new CommandFailure(describeMissing(await missingImages(missing), lastWords(stderr)));
      }),
    },
    {
      title: `Build ${count(new Set(built.map(({ image }) => image)).size)} of our own (only what has changed)`,
      enabled: built.length > 0,
      task: briefly(async (_, task: Progress) => {
        const { code, stdout, stderr } = await run(['build'], built, task);
        if (code !== 0) throw new CommandFailure(`Our own images cannot be built:\n${lastWords(stderr + stdout, 20)}`);
      }),
    },
  ];
}

function describeMissing(images: readonly string[], reason: string): string {
  return [
    `These images are not here, and cannot be pulled: ${images.join(', ')}.`,
    'docker says:',
    reason,
    'See to the network and try again, bring them by `docker load`, or run without containers: RUNTIME=native',
  ].join('\n');
}

function count(images: number): string {
  return images === 1 ? '1 image' : `${images} images`;
}
