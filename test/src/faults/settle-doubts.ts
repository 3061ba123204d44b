import type { Change } from '../platform/journal';
import type { StoredTask, UserEvidence } from './evidence';

/** A change that was stored. */
export interface CommittedChange {
  readonly topic: string;
  readonly key: string;
  readonly title: string | undefined;
}

/** A user's changes that were stored: those that were acknowledged, and of those in doubt the ones that the tasks show. In their order. */
export function settleDoubts({ changes, tasks }: UserEvidence): CommittedChange[] {
  return changes.flatMap((change) => {
    const { topic, title } = change;
    const key = change.outcome === 'acknowledged' ? change.key : keyOfDoubtful(change, tasks);
    return key === undefined ? [] : [{ topic, key, title }];
  });
}

/** The id of the task that shows that the change was made. A change in doubt is the last of its task. */
function keyOfDoubtful({ topic, key, title }: Change, tasks: readonly StoredTask[]): string | undefined {
  if (topic === 'task.created') return tasks.find((task) => task.title === title)?.id;
  const task = tasks.find(({ id }) => id === key);
  if (task === undefined) return undefined;
  const shows: Readonly<Record<string, boolean>> = {
    'task.updated': task.title === title,
    'task.assigned': task.assigned,
    'task.completed': task.completed,
    'task.deleted': task.deleted,
  };
  return shows[topic] === true ? task.id : undefined;
}
