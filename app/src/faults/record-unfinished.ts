import { z } from 'zod';
import type { EventHandler } from '../consumer/received-record';
import { AppError } from '../errors';
import type { EventTopic } from '../events/topics';
import { seconds, type Fault } from './fault';

export interface UnfinishedRecord {
  readonly fault: Fault;
  /** The handler, as it is but for the one record that the fault has chosen. */
  holding<Topic extends EventTopic>(handler: EventHandler<Topic>): EventHandler<Topic>;
}

/** The fault `record-unfinished`: the next record of a group is tried again and again, as if a component were away for it alone. */
export function recordUnfinished(groups: readonly string[]): UnfinishedRecord {
  let group: string | undefined;
  let chosen: string | undefined;
  const setting = z
    .strictObject({ group: z.enum(groups), seconds })
    .transform(({ seconds: duration, ...parameters }) => ({
      seconds: duration,
      parameters,
      inject() {
        group = parameters.group;
        chosen = undefined;
        return () => (group = undefined);
      },
    }));
  return {
    fault: { name: 'record-unfinished', setting },
    holding: (handler) => ({
      ...handler,
      handle(event) {
        if (group !== handler.group) return handler.handle(event);
        const place = `${event.topic} ${event.partition} ${event.offset}`;
        chosen ??= place;
        if (chosen !== place) return handler.handle(event);
        const message = 'this record was chosen by the fault record-unfinished';
        return Promise.reject(new AppError('internal_error', message, { retriable: true }));
      },
    }),
  };
}
