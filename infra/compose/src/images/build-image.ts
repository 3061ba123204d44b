import { CommandFailure } from '@firewatch/native/running';
import path from 'node:path';
import { docker, lastWords } from '../engine/docker';
import type { OwnImage } from './own-images';

export interface BuildOptions {
  /** Values of a Dockerfile's `ARG`s; a base of another name, for example. */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Of the steps that run a command: `host` where the engine has no network of its own. */
  readonly network?: string;
  /** Makes every step anew. */
  readonly noCache?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets the builder's lines. */
  readonly onLine?: (line: string) => void;
}

/** Builds one of our images with BuildKit. @param root the project's folder. Throws CommandFailure with the builder's last lines. */
export async function buildImage(root: string, image: OwnImage, options: BuildOptions = {}): Promise<void> {
  const { buildArgs = {}, network, noCache = false, env = process.env, onLine } = options;
  const words = [
    'build',
    ...['--progress', 'plain', '--tag', image.reference],
    ...['--file', path.join(root, image.dockerfile), '--target', image.target],
    ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(network === undefined ? [] : ['--network', network]),
    ...(noCache ? ['--no-cache'] : []),
    path.join(root, image.context),
  ];
  const { code, stderr } = await docker(words, {
    env: { ...env, DOCKER_BUILDKIT: '1' },
    ...(onLine ? { onLine } : {}),
  });
  if (code !== 0) throw new CommandFailure(`${image.reference} could not be built:\n${lastWords(stderr, 20)}`);
}
