import { useSyncExternalStore } from 'react';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function watch(watcher: () => void): () => void {
  dark.addEventListener('change', watcher);
  return () => dark.removeEventListener('change', watcher);
}

/** What the reader's system prefers; what is drawn on a canvas has to be drawn anew when it changes. */
export const useColorScheme = (): 'dark' | 'light' =>
  useSyncExternalStore(watch, () => (dark.matches ? 'dark' : 'light'));
