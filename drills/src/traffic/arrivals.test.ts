import { ArrivalPlan, interArrival, MAX_LAG_MS } from './arrivals';
import { seededRandom } from './random';

function sample(rate: number, size: number): number[] {
  const random = seededRandom(42);
  return Array.from({ length: size }, () => interArrival(rate, random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('interArrival', () => {
  it.each([0.5, 3, 200])('has the mean of the rate, %d/s', (rate) => {
    const expected = 1000 / rate;
    expect(Math.abs(mean(sample(rate, 20_000)) / expected - 1)).toBeLessThan(0.03);
  });

  it('is exponential: its deviation equals its mean, and a share of 1/e is longer than the mean', () => {
    const values = sample(4, 20_000);
    const average = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - average) ** 2)));
    expect(Math.abs(deviation / average - 1)).toBeLessThan(0.05);
    const longer = values.filter((value) => value > 250).length / values.length;
    expect(Math.abs(longer - Math.exp(-1))).toBeLessThan(0.02);
  });

  it('is finite for every number that a source may give', () => {
    expect(interArrival(1, () => 0)).toBeCloseTo(0);
    expect(Number.isFinite(interArrival(1, () => 1 - Number.EPSILON))).toBe(true);
  });
});

describe('ArrivalPlan', () => {
  it('offers the set rate over time, however irregularly it is asked', () => {
    const random = seededRandom(7);
    const plan = new ArrivalPlan(20, seededRandom(1), 0);
    let now = 0;
    let sent = 0;
    while (now < 600_000) {
      now += random() * 500;
      sent += plan.take(now).due;
    }
    expect(Math.abs(sent / (20 * 600) - 1)).toBeLessThan(0.03);
  });

  it('takes nothing before the first request is due', () => {
    const plan = new ArrivalPlan(1, seededRandom(3), 1_000);
    expect(plan.due).toBeGreaterThan(1_000);
    expect(plan.take(plan.due - 0.001)).toEqual({ due: 0, missed: 0 });
    expect(plan.take(plan.due)).toEqual({ due: 1, missed: 0 });
  });

  it('gives up what is too late rather than send it in a burst', () => {
    const plan = new ArrivalPlan(10, seededRandom(5), 0);
    const { due, missed } = plan.take(60_000);
    expect(missed).toBeGreaterThan(500);
    expect(due).toBeLessThan((10 * MAX_LAG_MS * 2) / 1000);
    expect(plan.due).toBeGreaterThan(60_000);
  });
});
