import { DependencyUnavailableError } from '../errors';
import { pause } from '../retry';
import { WritesRefusedError } from './state-error';
import type { StateStore } from './state-store';

/** The sidecar, and the store behind it. `unknown`: there is no sidecar to ask. */
export interface StateHealth {
  sidecar: 'starting' | 'up' | 'down';
  store: 'starting' | 'up' | 'refuses writes' | 'down' | 'unknown';
}

/** What was last seen of a state store. */
export interface StateWatch {
  health(): StateHealth;
  /** Resolves once the signal is aborted. */
  readonly done: Promise<void>;
}

/**
 * Looks after a store every `intervalMs`, until the signal is aborted. By a write of `key`: a store that is full goes on being read, and
 * nobody who reads sees that what is read grows old.
 */
export function watchState(
  store: Pick<StateStore, 'tryWriting'>,
  key: string,
  intervalMs: number,
  signal: AbortSignal,
): StateWatch {
  let health: StateHealth = { sidecar: 'starting', store: 'starting' };
  const watch = async () => {
    while (!signal.aborted) {
      health = await store.tryWriting(key).then(() => ({ sidecar: 'up', store: 'up' }) as const, healthBy);
      await pause(intervalMs, signal);
    }
  };
  return { health: () => health, done: watch() };
}

function healthBy(error: unknown): StateHealth {
  if (error instanceof WritesRefusedError) return { sidecar: 'up', store: 'refuses writes' };
  if (error instanceof DependencyUnavailableError && error.dependency === 'dapr') {
    return { sidecar: 'down', store: 'unknown' };
  }
  return { sidecar: 'up', store: 'down' };
}
