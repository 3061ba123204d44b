import type { Paths, Settings, Supervisor } from '@firewatch/native';

/** What a fault works on. */
export interface FaultContext {
  readonly settings: Settings;
  readonly paths: Paths;
  readonly supervisor: Supervisor;
}

/** Something that breaks on purpose, and is mended again. */
export interface Fault {
  /** For people: what is broken. */
  readonly title: string;
  inject(): Promise<void>;
  /**
   * Looks at what the fault does, from outside: not whether it was switched on, but whether something is broken.
   * @returns undefined when it is in effect, else what was seen instead
   */
  missing(): Promise<string | undefined>;
  /** Mends it, whether it was injected or not and whether something else has mended it before. */
  withdraw(): Promise<void>;
}
