/** A count that is looked at again and again. */
export class WatchedCount {
  private last: number | undefined;

  constructor(private readonly count: () => Promise<number>) {}

  /** How much it grew since the look before; undefined at the first look. Throws what counting throws. */
  async growth(): Promise<number | undefined> {
    const [before, now] = [this.last, await this.count()];
    this.last = now;
    return before === undefined ? undefined : now - before;
  }

  /** The next look is a first one. */
  forget(): void {
    this.last = undefined;
  }
}
