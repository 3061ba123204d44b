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
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        this.#waiting = done;
        signal.addEventListener('abort', done, { once: true });
      });
    }
    this.#waiting = undefined;
    this.#isRung = false;
  }
}
