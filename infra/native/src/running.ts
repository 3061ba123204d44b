/** What tells whether the platform runs: an entry of its own, since loading everything else takes five times as long. */
export { CommandFailure } from './commands/command-failure';
export { failureText } from './commands/failure-text';
export { resolvePaths } from './platform/paths';
export type { Paths } from './platform/paths';
export { findSupervisor } from './supervisor/launch';
