// One range for every door: the log path has it, too.
export { isInstant } from '@firewatch/telemetry';
