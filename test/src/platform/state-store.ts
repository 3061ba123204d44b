import { randomUUID } from 'node:crypto';
import { daprClient } from '@firewatch/app/build/dapr/client';
import { StateStore } from '@firewatch/app/build/dapr/state-store';
import type { StateValue } from '@firewatch/app/build/dapr/state-write';
import { z } from 'zod';
import { sidecarOf, type SidecarAddress } from './sidecar';

/** What the services give a call of the state store, by default. */
export const TIMEOUT_MS = 500;

/** Takes a value in whatever form it has. */
export const anything = z.unknown();

export const newKey = (): string => randomUUID();

/** @returns what makes writes of values that are gone after so many seconds, whatever a test leaves behind */
export const writesFor = (ttlSeconds: number) => (key: string, value: StateValue) => ({
  key,
  value,
  when: 'always' as const,
  ttlSeconds,
});

/** The services' own class on the real state store, by way of the consumer's sidecar unless told otherwise. */
export function stateStore(owner: string, sidecar: SidecarAddress = sidecarOf('consumer')): StateStore {
  return new StateStore(daprClient({ ...sidecar, timeoutMs: TIMEOUT_MS }), 'statestore', owner);
}
