import { z } from 'zod';
import { AppError } from '../errors';
import { seconds, type Fault } from './fault';

/** A consumer group that can be paused. */
export interface PausableGroup {
  readonly group: string;
  setPaused(paused: boolean): void;
}

/**
 * The fault `consumer-paused`: one of the groups named fetches nothing. `running` gives the groups of this process that
 * have been started; to pause another throws AppError `service_starting`.
 */
export function consumerPaused(names: readonly string[], running: () => readonly PausableGroup[]): Fault {
  const setting = z
    .strictObject({ group: z.enum(names), seconds })
    .transform(({ seconds: duration, ...parameters }) => ({
      seconds: duration,
      parameters,
      inject() {
        const found = running().find(({ group }) => group === parameters.group);
        if (!found) {
          throw new AppError('service_starting', 'The consumer group is not started yet', { retriable: true });
        }
        found.setPaused(true);
        return () => found.setPaused(false);
      },
    }));
  return { name: 'consumer-paused', setting };
}
