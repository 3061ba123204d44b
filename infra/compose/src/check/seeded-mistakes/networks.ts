import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in who is on which network. */
export const NETWORKS_MISTAKES: readonly Mistake[] = [
  {
    name: 'a data store at the edge',
    seed: set('services/redis/networks', ['data', 'edge']),
    found: [['networks', 'services.redis.networks', 'the data store redis can be reached from the network edge']],
  },
  {
    name: 'a service without a network of ours',
    seed: remove('services/dapr-dashboard/networks'),
    found: [['networks', 'services.dapr-dashboard', 'it names no network']],
  },
];
