import type { Cause } from '../notifications/request-notification';
import { causeIn } from './notifier';

const base = { id: 'event', key: 'task', occurredAt: new Date(0), partition: 0, offset: '0' };
const common = { taskId: 'task', ownerId: 'owner', occurredAt: 0, title: 'One' };

const reminder = (assigneeId: string | null): Cause | undefined =>
  causeIn({ ...base, topic: 'reminder.due', payload: { ...common, assigneeId, dueAt: 0 } });

const assignment = (assigneeId: string | null): Cause | undefined =>
  causeIn({ ...base, topic: 'task.assigned', payload: { ...common, assigneeId, previousAssigneeId: null } });

test.each([
  ['a reminder of a task that nobody else works on', reminder(null), { kind: 'reminder', userId: 'owner' }],
  ['a reminder of a task that somebody else works on', reminder('helper'), { kind: 'reminder', userId: 'helper' }],
  ['an assignment', assignment('helper'), { kind: 'assignment', userId: 'helper' }],
])('%s is for whom it concerns', (_what, cause, expected) => {
  const about = { eventId: 'event', occurredAt: base.occurredAt, taskId: 'task', title: 'One' };
  expect(cause).toEqual({ ...about, ...expected });
});

test('of a task that is taken back nobody is told', () => {
  expect(assignment(null)).toBeUndefined();
});
