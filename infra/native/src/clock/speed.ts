import { ClockError } from './clock-error';

/** Production: nothing is divided. */
export const PRODUCTION_SPEED = 1;

/** At 10 Prometheus scrapes every 1.5 s: docs/adr/0013-drill-clock.md has the measurement that this rests on. */
export const MAX_SPEED = 10;

/** @returns `speed`. Throws ClockError unless it is a number from 1 to MAX_SPEED. */
export function checkSpeed(speed: number): number {
  if (speed >= PRODUCTION_SPEED && speed <= MAX_SPEED) return speed;
  throw new ClockError(
    'platform',
    `The clock's speed has to be a number from ${PRODUCTION_SPEED} (production) to ${MAX_SPEED}, not ${speed}.`,
  );
}
