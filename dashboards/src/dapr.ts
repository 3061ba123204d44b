import { client } from './dapr/client';
import { invocation } from './dapr/invocation';
import { pubsub } from './dapr/pubsub';
import { security } from './dapr/security';
import { sidecars } from './dapr/sidecars';
import { state } from './dapr/state';
import { buildDashboard } from './dashboard';

/** The sidecars and Sentry, and each building block that the services use of them. */
export const dapr = buildDashboard({
  uid: 'dapr',
  title: 'Dapr',
  description:
    "The sidecars, their components and certificates, and what the services use them for: invocation, state and pub/sub, from Dapr's side and from theirs.",
  tags: ['dapr'],
  variables: [],
  rows: [sidecars, invocation, state, pubsub, security, client],
});
