import { readSettings, resolvePaths, type Settings } from '@firewatch/native';

/** The running platform's folders. */
export const paths = resolvePaths();

let read: Settings | undefined;

/**
 * The running platform's settings. Read when they are first asked for, not when a file is loaded: a program could not tell of what is
 * wrong with them. Throws what `readSettings` throws.
 */
export function settings(): Settings {
  return (read ??= readSettings(paths.root));
}
