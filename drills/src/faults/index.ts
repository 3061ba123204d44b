import { consumerPaused } from './consumer-paused';
import type { Fault, FaultContext } from './fault';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { httpErrors } from './http-errors';
import { processKilled } from './process-killed';

export type { Fault, FaultContext } from './fault';

/** The fault that a runbook's front matter names. */
export function createFault(spec: FaultSpec, context: FaultContext): Fault {
  switch (spec.name) {
    case 'process-killed':
      return processKilled(spec, context);
    case 'http-errors':
      return httpErrors(spec, context);
    case 'consumer-paused':
      return consumerPaused(spec, context);
  }
}
