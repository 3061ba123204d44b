import { TASK_TOPIC_NAMES, type TaskTopic } from '../events/topics';
import { refreshSummary, type SummaryDependencies } from '../tasks/summary';
import type { EventHandler } from './received-record';

/** Keeps each owner's summary in the state store up to date: any task event has it counted anew. */
export function activityProjector(dependencies: SummaryDependencies): EventHandler<TaskTopic> {
  return {
    group: 'activity-projector',
    topics: TASK_TOPIC_NAMES,
    async handle({ payload }) {
      await refreshSummary(dependencies, payload.ownerId);
      return 'processed';
    },
  };
}
