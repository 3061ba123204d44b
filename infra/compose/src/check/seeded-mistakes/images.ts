import { set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in names and stages of images. */
export const IMAGES_MISTAKES: readonly Mistake[] = [
  {
    name: 'an image without a version',
    seed: set('services/grafana/image', 'grafana/grafana:latest'),
    found: [
      ['images', 'services.grafana', 'grafana/grafana:latest is not pinned to an exact version'],
      ['images', 'infra/compose/image-contents.yml', 'no service uses grafana/grafana'],
      ['health', 'services.grafana', 'nobody has recorded what is in grafana/grafana:latest'],
    ],
  },
  {
    name: 'an image pinned to a minor version',
    seed: set('services/toxiproxy/image', 'ghcr.io/shopify/toxiproxy:2.5'),
    found: [
      ['images', 'services.toxiproxy', 'is not pinned to an exact version'],
      ['images', 'infra/compose/image-contents.yml', 'no service uses ghcr.io/shopify/toxiproxy'],
      ['health', 'services.toxiproxy', 'nobody has recorded what is in ghcr.io/shopify/toxiproxy:2.5'],
      ['parity-versions', 'image ghcr.io/shopify/toxiproxy', 'its version is 2.5, natively it is 2.5.0'],
    ],
  },
  {
    name: 'a stage that the Dockerfile does not have',
    seed: set('services/sentry/build/target', 'sentinel'),
    found: [['images', 'services.sentry', 'infra/compose/images/dapr/Dockerfile has no stage sentinel']],
  },
];
