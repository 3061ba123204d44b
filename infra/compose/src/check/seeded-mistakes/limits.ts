import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in memory and logs. */
export const LIMITS_MISTAKES: readonly Mistake[] = [
  {
    name: 'no memory limit',
    seed: remove('services/traffic/mem_limit'),
    found: [['limits', 'services.traffic', 'it has no mem_limit']],
  },
  {
    name: 'a limit that the head does not count',
    seed: set('services/toxiproxy/mem_limit', '33m'),
    found: [['limits', 'the head of the file', /it states \d+ MiB; the limits of all default services are \d+ MiB/]],
  },
  {
    name: 'a log that is not rotated',
    seed: set('services/toxiproxy/logging', { driver: 'json-file' }),
    found: [['limits', 'services.toxiproxy.logging', 'its log grows without bound']],
  },
];
