import type { Subject } from './subject';

/** Something that is wrong with the compose file, or with what it mounts, runs or names. */
export interface Finding {
  /** A place in the compose file, e.g. `services.redis.healthcheck`, or a file from the project's root. */
  readonly where: string;
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** One concern of the compose file. */
export interface Check {
  /** Kebab-case; how a finding is told apart. */
  readonly name: string;
  /** What holds when it finds nothing. */
  readonly title: string;
  readonly run: (subject: Subject) => readonly Finding[] | Promise<readonly Finding[]>;
}

/** A finding, and whose it is. */
export interface CheckedFinding extends Finding {
  readonly check: string;
}
