/** How the platform is run. */
export type Runtime = 'native' | 'compose';

/** One thing that has to hold of a running platform, seen from outside. */
export interface SmokeCheck {
  /** Kebab-case; how it is chosen and told apart. */
  readonly name: string;
  /** What holds. */
  readonly title: string;
  /** Where it can be asked; absent: everywhere. */
  readonly only?: Runtime;
  /**
   * Looks until it holds, for as long as is reasonable soon after a start.
   * @returns what was seen, in a few words
   * @throws Error whose message names what does not hold, one line for each thing
   */
  readonly look: (runtime: Runtime) => Promise<string>;
}

/** How a check has ended. */
export interface SmokeResult {
  readonly check: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed';
  /** What was seen, or what does not hold. */
  readonly detail: string;
  readonly seconds: number;
}

/** @throws Error with one line for each problem, unless there is none */
export function mustHaveNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** A problem, unless something holds. */
export const unless = (holds: boolean, problem: string): readonly string[] => (holds ? [] : [problem]);
