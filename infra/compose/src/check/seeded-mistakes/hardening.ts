import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in what a container may do. */
export const HARDENING_MISTAKES: readonly Mistake[] = [
  {
    name: 'a root file system that can be written to',
    seed: set('services/toxiproxy/read_only', false),
    found: [['hardening', 'services.toxiproxy', 'its root file system can be written to']],
  },
  {
    name: 'capabilities',
    seed: set('services/toxiproxy/cap_drop', ['NET_RAW']),
    found: [['hardening', 'services.toxiproxy', 'it keeps capabilities that it does not need']],
  },
  {
    name: 'new privileges',
    seed: set('services/toxiproxy/security_opt', []),
    found: [['hardening', 'services.toxiproxy', 'its processes can gain privileges']],
  },
  {
    name: 'a privileged container',
    seed: set('services/toxiproxy/privileged', true),
    found: [['hardening', 'services.toxiproxy', 'it is privileged']],
  },
  {
    name: 'root',
    seed: set('services/toxiproxy/user', 'root'),
    found: [['hardening', 'services.toxiproxy', 'it runs as root']],
  },
  {
    name: 'an added capability',
    seed: set('services/grafana/cap_add', ['NET_ADMIN']),
    found: [['hardening', 'services.grafana', 'it is given capabilities']],
  },
  {
    name: "an image's own root",
    seed: remove('services/toxiproxy/user'),
    found: [['hardening', 'services.toxiproxy', 'it runs as root']],
  },
  {
    name: 'no restart',
    seed: set('services/toxiproxy/restart', 'on-failure'),
    found: [['hardening', 'services.toxiproxy', 'when it ends it is not treated as what it is']],
  },
];
