export interface SwitchOptions {
  /** Without a heartbeat for this long, something between Prometheus and Alertmanager's messages is broken. */
  readonly silenceMs: number;
  /** Milliseconds; only differences are used. */
  readonly now: () => number;
  /** Tells people; rejects where that failed, and is then tried again by the next check. */
  readonly tell: (event: SwitchEvent, silentMs: number) => Promise<void>;
}

export type SwitchEvent = 'silent' | 'back';

/** Waits for heartbeats, and tells once when they stop and once when they are back. The time from the start on counts too. */
export class DeadMansSwitch {
  private last: number;
  private silentSince: number | undefined;
  private isTelling = false;
  /** What people know. */
  private known: SwitchEvent = 'back';

  constructor(private readonly options: SwitchOptions) {
    this.last = options.now();
  }

  beat(): void {
    this.last = this.options.now();
  }

  /** Milliseconds since the last heartbeat or, before the first, since the start. */
  ageMs(): number {
    return this.options.now() - this.last;
  }

  state(): SwitchEvent {
    return this.ageMs() >= this.options.silenceMs ? 'silent' : 'back';
  }

  /** To be called every second or so. Resolves when what there was to tell is told, or failed. */
  async check(): Promise<void> {
    const state = this.state();
    if (this.isTelling || state === this.known) return;
    const now = this.options.now();
    if (state === 'silent') this.silentSince = this.last;
    this.isTelling = true;
    try {
      await this.options.tell(state, (state === 'silent' ? now : this.last) - (this.silentSince ?? this.last));
      this.known = state;
    } catch {
      // Whoever tells has logged and counted it.
    } finally {
      this.isTelling = false;
    }
  }
}
