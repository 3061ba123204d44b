import type { GoArtefact } from '@firewatch/native';

/** What stand-ins hold that the native platform does without. */
export const GO_PROGRAMS: readonly GoArtefact[] = [
  { kind: 'go', module: 'dapr-placement', package: 'github.com/dapr/dapr/cmd/placement', binary: 'placement' },
  { kind: 'go', module: 'dapr-scheduler', package: 'github.com/dapr/dapr/cmd/scheduler', binary: 'scheduler' },
  { kind: 'go', module: 'toxiproxy-cli', package: 'github.com/Shopify/toxiproxy/v2/cmd/cli', binary: 'toxiproxy-cli' },
];
