import type { AptArtefact } from './apt';

/** What `make test` needs beyond the platform: a browser that opens the console's pages, and letters for it. */
export const TEST_TOOLS: readonly AptArtefact[] = [
  { kind: 'apt', packages: ['chromium'], probe: '/usr/bin/chromium' },
  { kind: 'apt', packages: ['fonts-dejavu-core'], probe: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
];
