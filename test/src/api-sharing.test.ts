import { randomUUID } from 'node:crypto';
import {
  call,
  deleteTasks,
  list,
  mustCall,
  newAccount,
  newTask,
  text,
  type Account,
  type JsonObject,
} from './platform/api-client';
import { eventually } from './platform/eventually';
import { expectProblem } from './platform/problem';

let owner: Account;
let colleague: Account;
beforeAll(async () => {
  [owner, colleague] = [await newAccount(), await newAccount()];
});
afterAll(() => deleteTasks(owner));

async function assign(taskId: string, userId: string): Promise<JsonObject> {
  const request = { token: owner.token, body: { userId } };
  return (await mustCall(200, 'PUT', `/tasks/${taskId}/assignee`, request)).body;
}

async function activity(account: Account): Promise<JsonObject[]> {
  return list((await mustCall(200, 'GET', '/me/activity?limit=100', { token: account.token })).body, 'items');
}

describe('a task that was given to somebody', () => {
  let taskId: string;
  beforeAll(async () => {
    taskId = await newTask(owner, { title: 'Together' });
    await assign(taskId, colleague.id);
  });

  it('is read by both, and listed for both as what it is to them', async () => {
    for (const { token } of [owner, colleague]) {
      const { body } = await mustCall(200, 'GET', `/tasks/${taskId}`, { token });
      expect(body).toEqual(expect.objectContaining({ ownerId: owner.id, assigneeId: colleague.id }));
    }
    const titles = async ({ token }: Account, scope: string) =>
      list((await mustCall(200, 'GET', `/tasks?scope=${scope}`, { token })).body, 'items').map((each) => each['title']);
    expect(await titles(owner, 'owned')).toEqual(['Together']);
    expect(await titles(owner, 'assigned')).toEqual([]);
    expect(await titles(colleague, 'owned')).toEqual([]);
    expect(await titles(colleague, 'assigned')).toEqual(['Together']);
  });

  it('is changed, given on and deleted by its owner alone', async () => {
    const { token } = colleague;
    const path = `/tasks/${taskId}`;
    expectProblem(await call('PATCH', path, { token, body: { title: 'Mine' } }), 404, 'task_not_found');
    expectProblem(await call('DELETE', path, { token }), 404, 'task_not_found');
    const mine = { token, body: { userId: colleague.id } };
    expectProblem(await call('PUT', `${path}/assignee`, mine), 404, 'task_not_found');
    expectProblem(await call('DELETE', `${path}/assignee`, { token }), 404, 'task_not_found');
  });

  it('is completed by who has it', async () => {
    const { body } = await mustCall(200, 'POST', `/tasks/${taskId}/complete`, { token: colleague.token });
    expect(body).toEqual(expect.objectContaining({ status: 'completed', ownerId: owner.id }));
  });

  it('is nobody else’s after it was taken back', async () => {
    await mustCall(200, 'DELETE', `/tasks/${taskId}/assignee`, { token: owner.token });
    const { body } = await mustCall(200, 'DELETE', `/tasks/${taskId}/assignee`, { token: owner.token });
    expect(body['assigneeId']).toBeNull();
    expectProblem(await call('GET', `/tasks/${taskId}`, { token: colleague.token }), 404, 'task_not_found');
  });

  it('shows in its owner’s activity, each event once, newest first, with no second event for what changed nothing', async () => {
    await eventually(async () => {
      const events = (await activity(owner)).filter((entry) => entry['taskId'] === taskId);
      expect(events.map((entry) => entry['type'])).toEqual([
        'task.assigned',
        'task.completed',
        'task.assigned',
        'task.created',
      ]);
      expect(events.every((entry) => entry['title'] === 'Together')).toBe(true);
    });
    const times = (await activity(owner)).map((entry) => text(entry, 'occurredAt'));
    expect(times).toEqual(times.toSorted().toReversed());
  });
});

it('may be given to its owner, and giving it again changes nothing', async () => {
  const taskId = await newTask(owner);
  const first = await assign(taskId, owner.id);
  expect(first['assigneeId']).toBe(owner.id);
  expect(await assign(taskId, owner.id)).toEqual(first);
});

it.each([
  ['nobody', () => ({ userId: randomUUID() }), 422, 'assignee_not_found'],
  ['what is no id', () => ({ userId: 'me' }), 422, 'validation_failed'],
  ['nothing at all', () => ({}), 422, 'validation_failed'],
])('cannot be given to %s', async (_, body, status, code) => {
  const taskId = await newTask(owner);
  const answer = await call('PUT', `/tasks/${taskId}/assignee`, { token: owner.token, body: body() });
  expectProblem(answer, status, code);
  const { body: after } = await mustCall(200, 'GET', `/tasks/${taskId}`, { token: owner.token });
  expect(after['assigneeId']).toBeNull();
});

it('gives activity in pages, each entry once, and of no other user', async () => {
  await eventually(async () =>
    expect((await activity(colleague)).map((entry) => entry['type'])).toContain('user.registered'),
  );
  const all = (await activity(owner)).map((entry) => text(entry, 'eventId'));
  const found: string[] = [];
  let cursor = '';
  do {
    const page = `/me/activity?limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await mustCall(200, 'GET', page, { token: owner.token });
    found.push(...list(body, 'items').map((entry) => text(entry, 'eventId')));
    cursor = body['nextCursor'] === null ? '' : text(body, 'nextCursor');
  } while (cursor !== '');
  // Whatever the audit log has got meanwhile is newer than the first page.
  expect(found.filter((id) => all.includes(id))).toEqual(all);
  expect(new Set(found).size).toBe(found.length);
  const others = new Set((await activity(colleague)).map((entry) => entry['eventId']));
  expect(all.filter((id) => others.has(id))).toEqual([]);
});
