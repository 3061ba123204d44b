import { newTask, registration, taskChanges } from '../http/schemas';
import { SEED_USERS } from './content';

test('every seeded user and task fits the API’s schemas', () => {
  for (const { email, displayName, tasks } of SEED_USERS) {
    registration.parse({ email, displayName, password: 'password1' });
    for (const { then = [], title, description, priority, tags } of tasks) {
      newTask.parse({ title, description, priority, tags });
      for (const step of then) if (typeof step === 'object') taskChanges.parse(step);
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
