import { useSyncExternalStore } from 'react';

const KEY = 'console-token';

const watchers = new Set<() => void>();

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Kept for this tab, until it is closed. @param token undefined forgets it */
export function keepToken(token: string | undefined): void {
  if (token === undefined) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
  for (const tell of watchers) tell();
}

/** The token that was given in this tab. */
export const useToken = (): string | undefined =>
  useSyncExternalStore(watch, () => sessionStorage.getItem(KEY) ?? undefined);
