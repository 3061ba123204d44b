import { startsUnindented, type Format } from './format';
import { fromIso, fromSeconds } from './timestamp';

const RECORD = /^(\d+):([XCSM]) (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}\.\d{3}) ([.\-*#]) ([\s\S]*)$/;
const SIGNAL = /^(\d+):signal-handler \((\d+)\) ([\s\S]*)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LEVELS: Readonly<Record<string, string>> = { '.': 'debug', '-': 'debug', '*': 'info', '#': 'warn' };
const ROLES: Readonly<Record<string, string>> = { X: 'sentinel', C: 'child', S: 'replica', M: 'primary' };

/** Redis: `pid:role 24 Nov 2026 02:10:00.123 * message`, local time; in a signal handler `pid:signal-handler (seconds since 1970) message`. */
export const redis: Format = {
  name: 'redis',
  startsRecord: startsUnindented,
  parse(record) {
    const signal = SIGNAL.exec(record);
    if (signal !== null) {
      const timestamp = fromSeconds(Number(signal[2]));
      if (timestamp === undefined) return undefined;
      return {
        timestamp,
        level: 'info',
        message: signal[3] ?? '',
        fields: { process: { pid: Number(signal[1]) } },
      };
    }
    const match = RECORD.exec(record);
    if (match?.[2] === undefined || match[7] === undefined) return undefined;
    const month = String(MONTHS.indexOf(match[4] ?? '') + 1).padStart(2, '0');
    const timestamp = fromIso(`${match[5] ?? ''}-${month}-${match[3] ?? ''} ${match[6] ?? ''}`);
    if (timestamp === undefined) return undefined;
    return {
      timestamp,
      level: LEVELS[match[7]],
      message: match[8] ?? '',
      fields: { process: { pid: Number(match[1]) }, redis: { log: { role: ROLES[match[2]] } } },
    };
  },
};
