import type { Artefact } from '../platform/component';
import type { GoArtefact } from './go';

/** Compose's loader, which `make check-compose` asks what docker-compose.yml means. */
export const COMPOSE_CONFIG: GoArtefact = {
  kind: 'go',
  module: 'compose-config',
  package: '.',
  binary: 'compose-config',
};

/** What `make test` needs beyond the platform: a browser that opens the console's pages, letters for it, and Compose's loader. */
export const TEST_TOOLS: readonly Artefact[] = [
  { kind: 'apt', packages: ['chromium'], probe: '/usr/bin/chromium' },
  { kind: 'apt', packages: ['fonts-dejavu-core'], probe: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
  COMPOSE_CONFIG,
];
