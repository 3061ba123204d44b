import { newTask, registration, taskChanges } from '../http/schemas';
import { SEED_USERS } from './content';

test('every seeded user and task fits the API’s schemas', () => {
  for (const { email, displayName, tasks } of SEED_USERS) {
    registration.parse({ email, displayName, password: 'password1' });
    for (const { then = [], title, description, priority, tags } of tasks) {
      newTask.parse({ title, description, priority, tags });
      for (const step of then) if (typeof step === 'object' && 'title' in step) taskChanges.parse(step);
    }
  }
});

test('the demo user is there, and every user has tasks in every state', () => {
  expect(SEED_USERS[0]?.email).toBe('demo@firewatch.example');
  for (const { tasks } of SEED_USERS) {
    const last = tasks.map(({ then = [] }) => then.at(-1));
    expect(last).toEqual(expect.arrayContaining([undefined, 'complete', 'delete']));
    expect(tasks.length).toBeGreaterThanOrEqual(10);
  }
});

test('every user was given a task by another, and tasks are given to seeded users only', () => {
  const given = SEED_USERS.flatMap(({ email, tasks }) =>
    tasks
      .flatMap(({ then = [] }) => then)
      .flatMap((step) => (typeof step === 'object' && 'assignTo' in step ? [step.assignTo] : []))
      .filter((assignee) => assignee !== email),
  );
  expect([...new Set(given)].sort()).toEqual(SEED_USERS.map(({ email }) => email).sort());
});
