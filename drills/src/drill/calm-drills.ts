/** A drill that breaks nothing: no alert may fire, or no message be posted. */
export interface CalmDrill {
  readonly description: string;
  /** Why it cannot be drilled in containers; absent where it can. */
  readonly nativeOnly?: string;
}

export const QUIET = 'quiet';
export const START = 'start';

/** The drills without a runbook, by their names. */
export const CALM_DRILLS: Readonly<Record<string, CalmDrill>> = {
  [QUIET]: { description: 'Normal load on a healthy platform: no alert may fire' },
  [START]: {
    description: 'A restart, and a start with nothing stored: neither may post a message',
    nativeOnly: "it moves the native platform's data",
  },
};
