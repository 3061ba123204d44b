import { TASK_TOPIC_NAMES, type TaskTopic } from '../events/topics';
import { refreshSummary, type SummaryDependencies } from '../tasks/summaries';
import { oneAtATime } from '../one-at-a-time';
import type { EventHandler } from './received-record';

export const ACTIVITY_PROJECTOR = 'activity-projector';

/**
 * Keeps each owner's summary in the state store up to date: any task event has it counted anew. Events of one owner take
 * turns, so that this process does not lose write races against itself; the store's versions guard against others.
 */
export function activityProjector(dependencies: SummaryDependencies): EventHandler<TaskTopic> {
  const inTurn = oneAtATime();
  return {
    group: ACTIVITY_PROJECTOR,
    topics: TASK_TOPIC_NAMES,
    async handle({ payload: { ownerId } }) {
      await inTurn(ownerId, () => refreshSummary(dependencies, ownerId));
      return 'processed';
    },
  };
}
