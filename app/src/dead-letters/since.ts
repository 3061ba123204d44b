import { isInstant } from '@firewatch/telemetry';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const AGE = /^([1-9]\d{0,5})([smhd])$/;

/**
 * The time that is `age` before `now`, e.g. of `15m`.
 * @returns undefined when the text is no age, or goes back further than Kafka keeps time: to 1970
 */
export function sinceOf(age: string, now: Date): Date | undefined {
  const [, number, unit] = AGE.exec(age) ?? [];
  if (number === undefined) return undefined;
  const start = new Date(now.getTime() - Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS]);
  return isInstant(start) && start.getTime() >= 0 ? start : undefined;
}
