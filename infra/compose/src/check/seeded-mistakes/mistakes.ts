import { ADDRESSES_MISTAKES } from './addresses';
import { HARDENING_MISTAKES } from './hardening';
import { HEALTH_AND_ORDER_MISTAKES } from './health-and-order';
import { IMAGES_MISTAKES } from './images';
import { LIMITS_MISTAKES } from './limits';
import type { Mistake } from './mistake';
import { MOUNTS_MISTAKES } from './mounts';
import { NETWORKS_MISTAKES } from './networks';
import { PARITY_MISTAKES } from './parity';
import { PORTS_MISTAKES } from './ports';
import { REFUSED_BY_DAPR } from './refused-by-dapr';
import { REFUSED_BY_MONITORING } from './refused-by-monitoring';
import { REFUSED_BY_STORES } from './refused-by-stores';
import { SECRETS_MISTAKES } from './secrets';
import { SETTINGS_MISTAKES } from './settings';

/** What checks find that only read files: quick. */
export const FOUND_BY_READING: readonly Mistake[] = [
  ...SETTINGS_MISTAKES,
  ...SECRETS_MISTAKES,
  ...IMAGES_MISTAKES,
  ...MOUNTS_MISTAKES,
  ...HEALTH_AND_ORDER_MISTAKES,
  ...ADDRESSES_MISTAKES,
  ...PORTS_MISTAKES,
  ...NETWORKS_MISTAKES,
  ...LIMITS_MISTAKES,
  ...HARDENING_MISTAKES,
  ...PARITY_MISTAKES,
];

/** What checks find that run the components' own programs: seconds each. */
export const FOUND_BY_RUNNING: readonly Mistake[] = [
  ...REFUSED_BY_MONITORING,
  ...REFUSED_BY_STORES,
  ...REFUSED_BY_DAPR,
];
