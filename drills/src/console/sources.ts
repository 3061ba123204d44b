import type { DrillRunner } from './drill-runner';
import type { Upstream } from './upstream';

/** Where the console's content comes from. */
export interface Sources {
  readonly upstreams: {
    readonly prometheus: Upstream;
    readonly alertmanager: Upstream;
    readonly deadMansSwitch: Upstream;
    readonly slackReceiver: Upstream;
    readonly jaeger: Upstream;
    readonly elasticsearch: Upstream;
  };
  readonly folders: {
    readonly runbooks: string;
    readonly dashboards: string;
    /** The platform's rendered configuration, with the clock's state. */
    readonly config: string;
    /** Of the drills' runs; need not exist yet. */
    readonly journals: string;
    /** The built pages. */
    readonly pages: string;
  };
  readonly drills: DrillRunner;
}
