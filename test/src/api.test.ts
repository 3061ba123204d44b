import { randomUUID } from 'node:crypto';
import { call, deleteTasks, list, mustCall, newAccount, newTask, text, type Account } from './platform/api-client';
import { expectProblem } from './platform/problem';

let account: Account;
beforeAll(async () => {
  account = await newAccount();
});
afterAll(() => deleteTasks(account));

describe('registration and log-in', () => {
  it('answers with the new user, and never with a password', async () => {
    const email = `test-${randomUUID()}@firewatch.example`;
    const body = { email, password: 'correct horse battery', displayName: 'Newcomer' };
    const answer = await mustCall(201, 'POST', '/auth/register', { body });
    expect(answer.body).toEqual(expect.objectContaining({ email, displayName: 'Newcomer' }));
    expect(JSON.stringify(answer.body)).not.toMatch(/horse|argon|hash/i);
  });

  it('gives a bearer token that opens /me', async () => {
    const { email, password } = account;
    const login = await mustCall(200, 'POST', '/auth/login', { body: { email, password } });
    expect(login.body).toEqual({
      accessToken: expect.any(String) as string,
      tokenType: 'Bearer',
      expiresIn: expect.any(Number) as number,
      refreshToken: expect.any(String) as string,
      refreshExpiresIn: expect.any(Number) as number,
    });
    const me = await mustCall(200, 'GET', '/me', { token: text(login.body, 'accessToken') });
    expect(me.body).toEqual(expect.objectContaining({ id: account.id, email }));
  });

  it('does not say whether address or password was wrong', async () => {
    const wrongPassword = await call('POST', '/auth/login', {
      body: { email: account.email, password: 'wrong password' },
    });
    const unknownAddress = await call('POST', '/auth/login', {
      body: { email: `nobody-${randomUUID()}@firewatch.example`, password: 'wrong password' },
    });
    expectProblem(wrongPassword, 401, 'invalid_credentials');
    expectProblem(unknownAddress, 401, 'invalid_credentials');
    expect(unknownAddress.body['detail']).toBe(wrongPassword.body['detail']);
  });

  it('takes an address once, in whatever case it is written', async () => {
    const again = { password: 'another password', displayName: 'Twin' };
    for (const email of [account.email, account.email.toUpperCase()]) {
      expectProblem(await call('POST', '/auth/register', { body: { ...again, email } }), 409, 'email_taken');
    }
  });

  it.each([
    ['an address that is none', { email: 'nobody', password: 'long enough password', displayName: 'X' }, 'email'],
    ['a short password', { email: 'a@firewatch.example', password: 'short', displayName: 'X' }, 'password'],
    ['no name', { email: 'a@firewatch.example', password: 'long enough password' }, 'displayName'],
  ])('refuses %s and names the field', async (_, body, field) => {
    const answer = await call('POST', '/auth/register', { body });
    expectProblem(answer, 422, 'validation_failed');
    expect(list(answer.body, 'errors').map((error) => error['path'])).toEqual([field]);
  });
});

describe('a task', () => {
  it('is created with what was given and the defaults, at the address in Location', async () => {
    const dueAt = '2030-01-02T03:04:05.678Z';
    const created = await mustCall(201, 'POST', '/tasks', {
      token: account.token,
      body: { title: 'Write the report', description: 'Briefly', dueAt, tags: ['a', 'b'] },
    });
    expect(created.body).toEqual(
      expect.objectContaining({
        title: 'Write the report',
        description: 'Briefly',
        priority: 'normal',
        status: 'open',
        dueAt,
        tags: ['a', 'b'],
        completedAt: null,
      }),
    );
    const location = created.headers.get('location') ?? '';
    expect(location).toBe(`/tasks/${text(created.body, 'id')}`);
    const found = await mustCall(200, 'GET', location, { token: account.token });
    expect(found.body).toEqual(created.body);
  });

  it('is changed in the fields that are given, and only there', async () => {
    const id = await newTask(account, { description: 'Stays', tags: ['stays'] });
    const changed = await mustCall(200, 'PATCH', `/tasks/${id}`, {
      token: account.token,
      body: { title: 'New', priority: 'high' },
    });
    expect(changed.body).toEqual(
      expect.objectContaining({
        id,
        title: 'New',
        priority: 'high',
        description: 'Stays',
        tags: ['stays'],
        status: 'open',
      }),
    );
  });

  it('is completed once, however often that is asked', async () => {
    const id = await newTask(account);
    const first = await mustCall(200, 'POST', `/tasks/${id}/complete`, { token: account.token });
    const second = await mustCall(200, 'POST', `/tasks/${id}/complete`, { token: account.token });
    expect(first.body).toEqual(
      expect.objectContaining({ status: 'completed', completedAt: expect.any(String) as string }),
    );
    expect(second.body).toEqual(first.body);
  });

  it('is gone after it was deleted, also for a second delete', async () => {
    const id = await newTask(account);
    const deleted = await call('DELETE', `/tasks/${id}`, { token: account.token });
    expect([deleted.status, deleted.body]).toEqual([204, {}]);
    for (const method of ['GET', 'DELETE'] as const) {
      expectProblem(await call(method, `/tasks/${id}`, { token: account.token }), 404, 'task_not_found');
    }
  });
});

describe('the list', () => {
  let owner: Account;
  const ids: string[] = [];
  beforeAll(async () => {
    owner = await newAccount();
    for (let i = 0; i < 7; i += 1) ids.push(await newTask(owner, { title: `Task ${i}` }));
    for (const id of ids.slice(0, 3)) await mustCall(200, 'POST', `/tasks/${id}/complete`, { token: owner.token });
  });
  afterAll(() => deleteTasks(owner));

  async function pages(query: string): Promise<string[][]> {
    const found: string[][] = [];
    let cursor: string | undefined;
    do {
      const suffix = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await mustCall(200, 'GET', `/tasks?${query}${suffix}`, { token: owner.token });
      found.push(list(body, 'items').map((task) => text(task, 'id')));
      cursor = body['nextCursor'] === null ? undefined : text(body, 'nextCursor');
    } while (cursor !== undefined);
    return found;
  }

  it.each([
    [3, [3, 3, 1]],
    [7, [7]],
    [100, [7]],
  ])('comes in pages of %d, newest first, each task once', async (limit, sizes) => {
    const found = await pages(`limit=${limit}`);
    expect(found.map((page) => page.length)).toEqual(sizes);
    expect(found.flat()).toEqual(ids.toReversed());
  });

  it.each([
    ['open', 3, 7],
    ['completed', 0, 3],
  ])('of %s tasks has those alone', async (status, from, to) => {
    expect((await pages(`status=${status}&limit=2`)).flat()).toEqual(ids.slice(from, to).toReversed());
  });

  it('goes on where a page ended although a task was added meanwhile', async () => {
    const first = await mustCall(200, 'GET', '/tasks?limit=4', { token: owner.token });
    const late = await newTask(owner, { title: 'Late' });
    const cursor = encodeURIComponent(text(first.body, 'nextCursor'));
    const second = await mustCall(200, 'GET', `/tasks?limit=4&cursor=${cursor}`, { token: owner.token });
    const found = [first, second].flatMap(({ body }) => list(body, 'items')).map((task) => text(task, 'id'));
    await call('DELETE', `/tasks/${late}`, { token: owner.token });
    expect(found).toEqual(ids.toReversed());
  });
});

describe('headers', () => {
  it.each([
    ['an answer', '/tasks'],
    ['an error', '/no/such/route'],
  ])('%s names its trace and protects the browser, and not the framework', async (_, path) => {
    const { traceId, headers } = await call('GET', path, { token: account.token });
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('give each request a trace of its own', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 5; i += 1) ids.add((await call('GET', '/tasks', { token: account.token })).traceId);
    expect(ids.size).toBe(5);
  });
});

it('an answer to a caller without a valid token says which kind it wants', async () => {
  const { status, headers } = await call('GET', '/me');
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

it('a path answers a method that it does not know with those that it does', async () => {
  const answer = await call('DELETE', '/me', { token: account.token });
  expectProblem(answer, 405, 'method_not_allowed');
  expect(answer.headers.get('allow')).toBe('GET, HEAD');
});

it('its description is served to everybody', async () => {
  const { body } = await mustCall(200, 'GET', '/openapi.json');
  expect(body).toEqual(expect.objectContaining({ openapi: '3.1.0' }));
  expect(Object.keys(body['paths'] as object)).toEqual(expect.arrayContaining(['/tasks/{taskId}', '/auth/refresh']));
});

it('an answer tells what is left of the limit', async () => {
  const { headers } = await mustCall(200, 'GET', '/me', { token: account.token });
  expect(headers.get('ratelimit-policy')).toMatch(/q=\d+; w=60/);
  expect(headers.get('ratelimit')).toMatch(/r=\d+; t=\d+/);
});

describe('probes', () => {
  it('answer without a token', async () => {
    await mustCall(200, 'GET', '/healthz');
    await mustCall(200, 'GET', '/readyz');
  });
});
