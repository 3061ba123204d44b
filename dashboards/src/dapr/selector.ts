import { max, select } from '../promql';

/** The sidecars, each a job of its own. */
export const SIDECARS = { job: '.+-daprd' } as const;

/** The sidecars and Sentry. */
export const ALL_OF_DAPR = { job: '.+-daprd|sentry' } as const;

/** Dapr's own way through Kafka. */
export const REQUESTS = { topic: 'notification.requested' } as const;

/** A sum by job, and 0 for each sidecar that is up and has counted nothing of the kind: Dapr's series appear with their first event. */
export function zeroForEachSidecar(sumByJob: string): string {
  return `${sumByJob} or 0 * ${max(`${select('up', SIDECARS)} == 1`, 'job')}`;
}
