/** A bell: whoever waits is woken by a ring, also by one that came since the last wait ended. */
export class WakeUp {
  #isRung = false;
  #waiting: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#waiting?.();
  }

  /** Resolves at the next ring, after `timeoutMs`, or when the signal is aborted, whichever is first. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung && !signal.aborted) {
      const { promise: woken, resolve: wake } = Promise.withResolvers<undefined>();
      const wakeNow = () => wake(undefined);
      const timer = setTimeout(wakeNow, timeoutMs);
      this.#waiting = wakeNow;
      signal.addEventListener('abort', wakeNow);
      await woken;
      clearTimeout(timer);
      signal.removeEventListener('abort', wakeNow);
    }
    this.#waiting = undefined;
    this.#isRung = false;
  }
}
