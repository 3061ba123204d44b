const LEVELS = new Map(Object.entries({
  trace: 'trace', trc: 'trace', finest: 'trace', finer: 'trace',
  debug: 'debug', dbg: 'debug', fine: 'debug', debug1: 'debug', debug2: 'debug', debug3: 'debug', debug4: 'debug', debug5: 'debug',
  info: 'info', inf: 'info', information: 'info', notice: 'info', log: 'info', config: 'info',
  warn: 'warn', wrn: 'warn', warning: 'warn',
  error: 'error', err: 'error', severe: 'error',
  fatal: 'fatal', ftl: 'fatal', panic: 'fatal', pnc: 'fatal', critical: 'fatal', dpanic: 'fatal',
})); // prettier-ignore

/** One scale for all programs: trace, debug, info, warn, error, fatal. A word that is not known stays, in lower case. */
export function toEcsLevel(level: string): string {
  const word = level.toLowerCase();
  return LEVELS.get(word) ?? word;
}
