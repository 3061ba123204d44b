import { parse } from 'yaml';
import { change, replace, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in what is mounted. */
export const MOUNTS_MISTAKES: readonly Mistake[] = [
  {
    name: 'a missing file',
    seed: set(
      'services/toxiproxy/volumes/0',
      './infra/compose/config/toxiproxy/proxy.json:/etc/firewatch/proxies.json:ro',
    ),
    found: [['mounts', 'services.toxiproxy', 'there is no infra/compose/config/toxiproxy/proxy.json']],
  },
  {
    name: 'a folder in the place of a file',
    seed: set('services/toxiproxy/volumes/0', './infra/compose/config/toxiproxy:/etc/firewatch/proxies.json:ro'),
    found: [['mounts', 'services.toxiproxy', 'infra/compose/config/toxiproxy is a folder']],
  },
  {
    name: 'a mount that can be written to',
    seed: set(
      'services/toxiproxy/volumes/0',
      './infra/compose/config/toxiproxy/proxies.json:/etc/firewatch/proxies.json',
    ),
    found: [['mounts', 'services.toxiproxy', 'can be written to by the container']],
  },
  {
    name: 'a shared file that is not mounted',
    seed: ({ document }) => {
      const volumes = parse(String(document.getIn(['services', 'prometheus', 'volumes']))) as string[];
      const others = volumes.filter((volume) => !volume.includes('watchdog'));
      document.setIn(['services', 'prometheus', 'volumes'], document.createNode(others));
    },
    found: [['parity-shared-config', 'services.prometheus.volumes', 'natively it reads alerts/rules/watchdog.yml']],
  },
  {
    name: 'a file that cannot be parsed',
    seed: change('toxiproxy', 'infra/compose/config/toxiproxy/proxies.json', replace(/\]/, '')),
    found: [['formats', 'proxies.json', 'it cannot be parsed']],
  },
];
