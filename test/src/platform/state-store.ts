import { daprClient } from '@firewatch/app/build/dapr/client';
import { StateStore } from '@firewatch/app/build/dapr/state-store';
import { settings } from './settings';

/** Where a sidecar's HTTP API is. */
export interface SidecarAddress {
  readonly host: string;
  readonly port: number;
  readonly apiToken: string;
}

/** What the services give a call of the state store, by default. */
export const TIMEOUT_MS = 500;

/** The services' own class on the real state store, by way of the consumer's sidecar unless told otherwise. */
export function stateStore(owner: string, sidecar: SidecarAddress = sidecarOf('consumer')): StateStore {
  return new StateStore(daprClient({ ...sidecar, timeoutMs: TIMEOUT_MS }), 'statestore', owner);
}

export function sidecarOf(service: 'task-service' | 'consumer'): SidecarAddress {
  const { ports, secrets } = settings;
  return service === 'consumer'
    ? { host: '127.0.0.1', port: ports.consumerDaprHttp, apiToken: secrets.consumerDaprApiToken }
    : { host: '127.0.0.1', port: ports.taskServiceDaprHttp, apiToken: secrets.taskServiceDaprApiToken };
}

/** The key that Redis has for an app's value. */
export const redisKey = (owner: string, key: string): string => `statestore||${owner}:${key}`;
