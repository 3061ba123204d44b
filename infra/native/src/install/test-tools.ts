import type { Artefact } from '../platform/component';
import type { GoArtefact } from './go';

/** Compose's loader, which `make check-compose` asks what docker-compose.yml means. */
export const COMPOSE_CONFIG: GoArtefact = {
  kind: 'go',
  module: 'compose-config',
  package: '.',
  binary: 'compose-config',
};

/** Alertmanager's own notifier and templates, which the tests of messages ask what Slack would get. */
export const ALERT_MESSAGES: GoArtefact = {
  kind: 'go',
  module: 'alert-messages',
  package: '.',
  binary: 'alert-messages',
};

/** A plug-in of the docker program, which Debian does not have. It takes two minutes to build, so only what needs it asks for it. */
export const DOCKER_COMPOSE: GoArtefact = {
  kind: 'go',
  module: 'docker-compose',
  package: 'github.com/docker/compose/v2/cmd',
  binary: 'docker-compose',
};

/** Makes a bare Debian. */
export const DEBOOTSTRAP: Artefact = { kind: 'apt', packages: ['debootstrap'], probe: '/usr/sbin/debootstrap' };

/** A browser that opens the console's pages, and letters for it. */
export const BROWSER: readonly Artefact[] = [
  { kind: 'apt', packages: ['chromium'], probe: '/usr/bin/chromium' },
  { kind: 'apt', packages: ['fonts-dejavu-core'], probe: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
];

/**
 * What `make test` needs beyond the platform: a browser, Compose's loader, Alertmanager's notifier, and an engine that our images are
 * built and run by, with what makes a base for them, and what the commands for containers are tried on. Another engine that is
 * installed is as good, and is not replaced.
 */
export const TEST_TOOLS: readonly Artefact[] = [
  ...BROWSER,
  { kind: 'apt', packages: ['docker.io'], probe: '/usr/bin/docker' },
  DEBOOTSTRAP,
  // Its dynamic twin has the same programs.
  { kind: 'apt', packages: ['busybox-static'], probe: '/usr/share/doc/busybox-static/copyright' },
  COMPOSE_CONFIG,
  ALERT_MESSAGES,
];
