import type { Document } from 'yaml';

/** Where a mistake is put: a copy of the real file, beside which it can have files of its own. */
export interface Copy {
  readonly document: Document;
  readonly folder: string;
}

export interface Mistake {
  readonly name: string;
  readonly seed: (copy: Copy) => void;
  /** Check, place and the words that tell of it: all that may be found. */
  readonly found: readonly (readonly [check: string, where: string, what: string | RegExp])[];
  /** A check that runs a program: these are left out of the others, since they take seconds. */
  readonly running?: string;
}
