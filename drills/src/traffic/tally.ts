/** Counts of what happened to requests since the last report. */
export class Tally {
  private counts = new Map<string, number>();
  private since: number;

  constructor(now: number) {
    this.since = now;
  }

  add(what: string, amount = 1): void {
    if (amount > 0) this.counts.set(what, (this.counts.get(what) ?? 0) + amount);
  }

  /** @returns seconds and counts since the last report, and begins anew */
  report(now: number): { seconds: number; counts: Record<string, number> } {
    const reported = { seconds: (now - this.since) / 1000, counts: Object.fromEntries(this.counts) };
    this.counts = new Map();
    this.since = now;
    return reported;
  }
}
