import type { Platform } from '../platform/platform';

/** What a fault works on. */
export type FaultContext = Pick<Platform, 'settings' | 'paths' | 'processes'>;

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
