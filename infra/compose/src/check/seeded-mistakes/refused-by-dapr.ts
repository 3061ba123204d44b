import type { Mistake } from './mistake';

/** What sidecars do not get. */
export const REFUSED_BY_DAPR: readonly Mistake[] = [
  {
    name: 'a resource that a sidecar does not get',
    seed: ({ document }) => {
      const command = String(document.getIn(['services', 'consumer-daprd', 'command']));
      const without = command.replace('--resources-path /etc/dapr/subscriptions', '');
      if (without === command) throw new Error('the command is written otherwise');
      document.setIn(['services', 'consumer-daprd', 'command'], without);
    },
    running: 'dapr-accepts',
    found: [
      [
        'dapr-accepts',
        'services.consumer-daprd',
        'it was not given the Subscription notification-requested of its scope',
      ],
    ],
  },
];
