import { CommandFailure } from '@firewatch/native';
import { composeFailure } from '../engine/compose';
import { listContainers } from '../engine/containers';
import type { Service } from '../engine/model';
import type { Project } from './project';
import { waitHealthy } from './wait-healthy';

export interface StartOptions {
  /** What has to be healthy, or completed, in the end. */
  readonly services: readonly Service[];
  /** Of Compose, e.g. `up --detach`: what starts them, in the order of their dependencies. */
  readonly words: readonly string[];
  /** Added to Compose's environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly onProgress?: (line: string) => void;
  /** What to do when it fails. Default: how to look at the platform. */
  readonly hint?: string;
}

const HINT = 'The rest is left running for diagnosis: make dev-status, make dev-logs SERVICE=…, make dev-down.';

/** Has Compose start services, and waits until they are healthy. Throws CommandFailure. */
export async function startServices({ compose, model }: Project, options: StartOptions): Promise<void> {
  const { services, words, env = {}, timeoutMs, onProgress = () => undefined, hint = HINT } = options;
  const restarts = (await listContainers(model.name)).map(({ service, restarts }) => [service, restarts] as const);
  const since = Date.now();
  const abort = new AbortController();
  let launching = true;
  const launch = compose.run(words, { signal: abort.signal }, env).finally(() => (launching = false));
  try {
    await waitHealthy({
      services,
      list: () => listContainers(model.name),
      timeoutMs,
      since,
      restartsBefore: new Map(restarts),
      isLaunching: () => launching,
      onProgress,
    });
  } catch (error) {
    abort.abort();
    await launch;
    if (error instanceof CommandFailure) throw new CommandFailure(`${error.message}\n${hint}`, { cause: error });
    throw error;
  }
  const output = await launch;
  // Everything may be well though a dependency took too long for Compose.
  if (output.code !== 0) throw composeFailure(words, output);
}
