import { set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in what is published. */
export const PORTS_MISTAKES: readonly Mistake[] = [
  {
    name: 'a port published to the world',
    seed: set('services/toxiproxy/ports/0', '${TOXIPROXY_PORT:-8474}:8474'),
    found: [['ports', 'services.toxiproxy.ports[0]', 'port 8474 is published on all addresses']],
  },
  {
    name: 'a port that no setting documents',
    seed: set('services/filebeat/ports', ['127.0.0.1:5066:5066']),
    found: [['ports', 'services.filebeat.ports[0]', 'port 5066 of the host comes from no variable']],
  },
  {
    name: 'a port published twice',
    seed: set('services/filebeat/ports', ['127.0.0.1:${TOXIPROXY_PORT:-8474}:5066']),
    found: [['ports', 'services.', 'port 8474/tcp of the host is published by']],
  },
  {
    name: 'a published port on which nothing listens',
    seed: set('services/toxiproxy/ports/0', '127.0.0.1:${TOXIPROXY_PORT:-8474}:8475'),
    found: [['ports', 'services.toxiproxy.ports[0]', 'nothing in toxiproxy listens on port 8475']],
  },
];
