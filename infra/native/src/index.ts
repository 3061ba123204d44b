export { endpoints } from './endpoints';
export { readEnvFile } from './env-file';
export { resolvePaths } from './platform/paths';
export type { Paths } from './platform/paths';
export { parseSettings, readSettings, SettingsError } from './settings';
export type { Settings } from './settings';
export { Supervisor, SupervisorError } from './supervisor/client';
export type { ProcessState } from './supervisor/client';
