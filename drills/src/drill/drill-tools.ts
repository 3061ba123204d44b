import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from '../faults';
import type { Platform } from '../platform/platform';

/** Where what is drilled is read from; a team may bring its own. */
export interface Content {
  /** A folder with rules/, alertmanager.yml, templates/ and clock.yml. */
  readonly alerts: string;
  /** A folder with a page for each alert. */
  readonly runbooks: string;
}

/** What a drill works with and on. */
export interface DrillTools extends Platform {
  readonly content: Content;
  /** How many times faster than in production the alert path's clock is to go. */
  readonly speed: number;
  readonly createFault: (spec: FaultSpec, context: FaultContext) => Fault;
}
