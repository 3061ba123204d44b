import { CommandFailure, variables } from '@firewatch/native';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { docker, lastWords, type DockerOptions, type Output } from './docker';
import { parseModel, type Model } from './model';

/** Words that start one service, or make its container anew if it is to be another: no image is built, nothing that it depends on is started. */
export const UP_ALONE = ['up', '--detach', '--no-build', '--no-deps'] as const;

/** `docker compose` on the project's one file, with the settings that the native platform has. */
export class Compose {
  private readonly words: readonly string[];
  private asked: Promise<string> | undefined;
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param root the project's folder
   * @param env the process environment; what it says of Compose's own files, project and profiles is left out
   * @param envFile the settings that are not in the environment
   * @param second a second compose file, merged into the first
   */
  constructor(
    private readonly root: string,
    env: NodeJS.ProcessEnv = process.env,
    private readonly envFile = path.join(root, '.env.local'),
    second?: string,
  ) {
    this.words = [
      'compose',
      ...['--file', path.join(root, 'docker-compose.yml')],
      ...(second === undefined ? [] : ['--file', second]),
      ...['--project-directory', root],
      ...['--env-file', envFile],
      ...['--ansi', 'never', '--progress', 'plain'],
    ];
    this.env = environment(env);
  }

  /** @returns the same with a second compose file, if there is one */
  with(second: string | undefined): Compose {
    return new Compose(this.root, this.env, this.envFile, second);
  }

  /** The file with every profile and all values put in, as JSON; Compose is asked once. Throws CommandFailure with its words when the file cannot be used. */
  configuration(): Promise<string> {
    this.asked ??= this.ask(['--profile', '*', 'config', '--format', 'json'], 'docker-compose.yml cannot be used');
    return this.asked;
  }

  /** What the commands need to know of the file. Throws as `configuration` does. */
  async model(): Promise<Model> {
    return parseModel(await this.configuration());
  }

  /**
   * As `run`, but @returns what it prints on stdout. Throws CommandFailure with Compose's words unless it ends with 0.
   * @param problem what that means. Default: which command failed, and its exit code
   */
  async ask(words: readonly string[], problem?: string): Promise<string> {
    const output = await this.run(words);
    if (output.code === 0) return output.stdout;
    throw composeFailure(words, output, problem);
  }

  /** Runs a command to its end, whatever that is. @param more added to the environment */
  run(words: readonly string[], options: DockerOptions = {}, more: NodeJS.ProcessEnv = {}): Promise<Output> {
    return docker([...this.words, ...words], { ...options, env: { ...this.env, ...more } });
  }

  /** Lets a command print to this process's own output. @returns its exit code; undefined when a signal ended it */
  show(words: readonly string[], signal?: AbortSignal): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const child = spawn('docker', [...this.words, ...words], {
        env: this.env,
        // Through this process, which knows what to do when nobody reads on.
        stdio: ['ignore', 'pipe', 'inherit'],
        ...(signal ? { signal } : {}),
      });
      child.stdout.pipe(process.stdout, { end: false });
      child.once('error', (error) => (error.name === 'AbortError' ? undefined : reject(error)));
      child.once('close', (code) => resolve(code ?? undefined));
    });
  }
}

/** @param words of a command that did not end with 0 @param problem what that means. Default: which command failed, and its exit code */
export function composeFailure(words: readonly string[], { code, stderr }: Output, problem?: string): CommandFailure {
  const command = words.find((word) => /^[a-z]/.test(word)) ?? '';
  const what = problem ?? `docker compose ${command} failed with exit code ${code}`;
  return new CommandFailure(`${what}:\n${lastWords(stderr)}`);
}

/** Without what would let Compose read another project, and without empty settings, which natively override nothing. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const dropped = ['COMPOSE_FILE', 'COMPOSE_PROJECT_NAME', 'COMPOSE_PROFILES', 'COMPOSE_ENV_FILES'];
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name, value]) => !dropped.includes(name) && !(name in variables.shape && value === ''),
    ),
  );
}
