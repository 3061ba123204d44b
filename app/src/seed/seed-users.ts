import type { ApiClient } from './api-client';
import type { SeedTask, SeedUser } from './content';

export interface SeedReport {
  usersCreated: number;
  usersFound: number;
  tasksCreated: number;
}

const DAY_MS = 86_400_000;

/** Enough to see every task of a seeded user on one page. */
const PAGE = 100;

/**
 * Registers the users that cannot log in yet, and gives a user without any task its tasks. Running it again changes
 * nothing; what a run that broke off left out is not added, except for users without any task at all.
 */
export async function seedUsers(api: ApiClient, password: string, users: readonly SeedUser[]): Promise<SeedReport> {
  const report: SeedReport = { usersCreated: 0, usersFound: 0, tasksCreated: 0 };
  const people = new Map<string, ApiClient>();
  for (const user of users) {
    const { asUser, isNew } = await logInOrRegister(api, user, password);
    report[isNew ? 'usersCreated' : 'usersFound'] += 1;
    people.set(user.email, asUser);
  }
  // Once all are there, so that any can be given any task.
  for (const { email, tasks } of users) {
    const asUser = memberOf(people, email);
    if (await hasTasks(asUser)) continue;
    for (const task of tasks) await seedTask(asUser, task, people);
    report.tasksCreated += tasks.length;
  }
  return report;
}

function memberOf(people: ReadonlyMap<string, ApiClient>, email: string): ApiClient {
  const asUser = people.get(email);
  if (!asUser) throw new Error(`${email} is not among the seeded users`);
  return asUser;
}

async function logInOrRegister(
  api: ApiClient,
  { email, displayName }: SeedUser,
  password: string,
): Promise<{ asUser: ApiClient; isNew: boolean }> {
  const attempt = await api.call('POST', '/auth/login', { email, password });
  const isNew = attempt.status === 401;
  if (isNew) {
    const { status, body } = await api.call('POST', '/auth/register', { email, password, displayName });
    if (status === 409) throw new Error(`${email} is registered with a password other than SEED_USER_PASSWORD`);
    if (status !== 201) throw new Error(`${email} could not be registered: ${status} ${JSON.stringify(body)}`);
  }
  const { accessToken } = isNew
    ? await api.expect(200, 'POST', '/auth/login', { email, password })
    : (attempt.body as Record<string, unknown>);
  if (typeof accessToken !== 'string') throw new Error(`log-in was answered with ${attempt.status} and no token`);
  return { asUser: api.as(accessToken), isNew };
}

async function hasTasks(asUser: ApiClient): Promise<boolean> {
  const { items } = await asUser.expect(200, 'GET', `/tasks?limit=${PAGE}`);
  return Array.isArray(items) && items.length > 0;
}

async function seedTask(
  asUser: ApiClient,
  { dueInDays, then = [], ...fields }: SeedTask,
  people: ReadonlyMap<string, ApiClient>,
): Promise<void> {
  const dueAt = dueInDays === undefined ? {} : { dueAt: new Date(Date.now() + dueInDays * DAY_MS).toISOString() };
  const { id } = await asUser.expect(201, 'POST', '/tasks', { ...fields, ...dueAt });
  const path = `/tasks/${String(id)}`;
  for (const step of then) {
    if (step === 'complete') await asUser.expect(200, 'POST', `${path}/complete`);
    else if (step === 'delete') await asUser.expect(204, 'DELETE', path);
    else if ('title' in step) await asUser.expect(200, 'PATCH', path, step);
    else {
      const assignee = await memberOf(people, step.assignTo).expect(200, 'GET', '/me');
      await asUser.expect(200, 'PUT', `${path}/assignee`, { userId: assignee['id'] });
    }
  }
}
