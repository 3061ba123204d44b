import { counter } from '@firewatch/telemetry';

const LOGIN_OUTCOMES = ['ok', 'refused'] as const;
const REFRESH_OUTCOMES = ['ok', 'refused', 'reused'] as const;

export type RefreshOutcome = (typeof REFRESH_OUTCOMES)[number];

/** The series of what users do are there, at 0, before the first of them does it, so that a rate over them sees it. */
export function showUserCounters(): void {
  counter('user_registrations_total').inc({}, 0);
  for (const outcome of LOGIN_OUTCOMES) counter('user_logins_total').inc({ outcome }, 0);
  for (const outcome of REFRESH_OUTCOMES) counter('token_refreshes_total').inc({ outcome }, 0);
}

export const countRegistration = (): void => counter('user_registrations_total').inc({});

export const countLogin = (outcome: (typeof LOGIN_OUTCOMES)[number]): void =>
  counter('user_logins_total').inc({ outcome });

export const countRefresh = (outcome: RefreshOutcome): void => counter('token_refreshes_total').inc({ outcome });
