import { readSettings, resolvePaths } from '@firewatch/native';

/** The running platform's settings and folders. */
export const paths = resolvePaths();
export const settings = readSettings(paths.root);
