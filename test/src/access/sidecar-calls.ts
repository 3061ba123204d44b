/** One call of a sidecar's HTTP API. */
export interface SidecarCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the version on, as it goes over the wire. */
  readonly path: string;
  readonly body?: unknown;
}

/** What the two services ask of their sidecars, one call for each API. Without effects where it is let in. */
export const APIS_IN_USE: readonly SidecarCall[] = [
  { method: 'GET', path: '/v1.0/state/statestore/access-test' },
  { method: 'POST', path: '/v1.0/state/statestore', body: [] },
  { method: 'POST', path: '/v1.0/state/statestore/bulk', body: { keys: ['access-test'] } },
  { method: 'POST', path: '/v1.0/state/statestore/transaction', body: { operations: [] } },
  { method: 'DELETE', path: '/v1.0/state/statestore/access-test' },
  { method: 'GET', path: '/v1.0/metadata' },
];

/** What only the consumer asks of its sidecar. */
export const CALLS_OF_THE_CONSUMER: readonly SidecarCall[] = [
  { method: 'GET', path: '/v1.0/invoke/task-service/method/internal/users?id=nobody' },
  { method: 'POST', path: '/v1.0/publish/pubsub/notification.requested', body: { type: 'access-test' } },
  { method: 'POST', path: '/v1.0-alpha1/publish/bulk/pubsub/notification.requested', body: [] },
];

/** Dapr's other APIs, which nobody here has a use for. */
export const APIS_NOT_IN_USE: readonly SidecarCall[] = [
  { method: 'POST', path: '/v1.0/shutdown' },
  { method: 'GET', path: '/v1.0/secrets/statestore/redisPassword' },
  { method: 'GET', path: '/v1.0/secrets/kubernetes/bulk' },
  { method: 'POST', path: '/v1.0-alpha1/state/statestore/query', body: {} },
  { method: 'POST', path: '/v1.0/bindings/pubsub', body: { operation: 'create' } },
  { method: 'GET', path: '/v1.0/configuration/statestore?key=a' },
  { method: 'GET', path: '/v1.0/actors/Any/1/state/a' },
  { method: 'POST', path: '/v1.0/actors/Any/1/method/a' },
  { method: 'POST', path: '/v1.0-alpha1/jobs/a', body: { schedule: '@every 1s' } },
  { method: 'POST', path: '/v1.0-alpha1/lock/statestore', body: {} },
  { method: 'POST', path: '/v1.0-alpha1/unlock/statestore', body: {} },
  { method: 'PUT', path: '/v1.0-alpha1/crypto/any/encrypt' },
  { method: 'POST', path: '/v1.0-alpha1/conversation/any/converse', body: {} },
  { method: 'POST', path: '/v1.0/workflows/dapr/any/start', body: {} },
];

/** Methods of the task service that its sidecar passes on to nobody, with detours to the one that the consumer may call. */
export const METHODS_FOR_NOBODY: readonly Pick<SidecarCall, 'method' | 'path'>[] = [
  { method: 'POST', path: 'internal/users?id=a' },
  { method: 'DELETE', path: 'internal/users' },
  { method: 'GET', path: 'internal/users/../../me' },
  { method: 'GET', path: 'internal/users%2F..%2F..%2Fme' },
  { method: 'GET', path: 'internal/users/%2e%2e/%2e%2e/admin/faults' },
  { method: 'GET', path: 'me' },
  { method: 'GET', path: 'tasks' },
  { method: 'POST', path: 'tasks' },
  { method: 'POST', path: 'auth/register' },
  { method: 'GET', path: 'admin/faults' },
  { method: 'PUT', path: 'admin/faults/http-errors' },
  { method: 'GET', path: 'metrics' },
  { method: 'GET', path: 'readyz' },
  { method: 'GET', path: '' },
];
