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
  type ApiRequest,
  type Method,
} from './platform/api-client';
import { expectProblem } from './platform/problem';
import { forgeToken } from './platform/token';

let account: Account;
beforeAll(async () => {
  account = await newAccount();
});
afterAll(() => deleteTasks(account));

const HOUR = 3_600;

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

describe('errors', () => {
  interface ErrorCase {
    readonly name: string;
    readonly method: Method;
    readonly path: string;
    readonly request?: () => ApiRequest;
    readonly anonymous?: boolean;
    readonly status: number;
    readonly code: string;
  }

  const valid = { title: 'Valid' };
  const cases: readonly ErrorCase[] = [
    {
      name: 'malformed JSON',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: '{"title":' }),
      status: 400,
      code: 'malformed_json',
    },
    {
      name: 'a body that is no object',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: '[]' }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'an unknown field',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, colour: 'red' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'an empty title',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { title: '' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'an unknown priority',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, priority: 'soon' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'a date that is none',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { ...valid, dueAt: 'tomorrow' } }),
      status: 422,
      code: 'validation_failed',
    },
    {
      name: 'another content type',
      method: 'POST',
      path: '/tasks',
      request: () => ({ rawBody: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      status: 415,
      code: 'unsupported_media_type',
    },
    {
      name: 'an oversized body',
      method: 'POST',
      path: '/tasks',
      request: () => ({ body: { title: 'x'.repeat(300_000) } }),
      status: 413,
      code: 'payload_too_large',
    },
    { name: 'an id that is none', method: 'GET', path: '/tasks/42', status: 400, code: 'invalid_id' },
    { name: 'a cursor that is none', method: 'GET', path: '/tasks?cursor=abc', status: 400, code: 'invalid_cursor' },
    { name: 'a limit of nought', method: 'GET', path: '/tasks?limit=0', status: 422, code: 'validation_failed' },
    {
      name: 'a limit beyond the largest',
      method: 'GET',
      path: '/tasks?limit=100000',
      status: 422,
      code: 'validation_failed',
    },
    { name: 'an unknown status', method: 'GET', path: '/tasks?status=lost', status: 422, code: 'validation_failed' },
    { name: 'an unknown task', method: 'GET', path: `/tasks/${randomUUID()}`, status: 404, code: 'task_not_found' },
    {
      name: 'an unknown task to change',
      method: 'PATCH',
      path: `/tasks/${randomUUID()}`,
      request: () => ({ body: valid }),
      status: 404,
      code: 'task_not_found',
    },
    {
      name: 'an unknown task to complete',
      method: 'POST',
      path: `/tasks/${randomUUID()}/complete`,
      status: 404,
      code: 'task_not_found',
    },
    {
      name: 'an unknown task to delete',
      method: 'DELETE',
      path: `/tasks/${randomUUID()}`,
      status: 404,
      code: 'task_not_found',
    },
    { name: 'an unknown route', method: 'GET', path: '/no/such/route', status: 404, code: 'route_not_found' },
    { name: 'no token', method: 'GET', path: '/tasks', anonymous: true, status: 401, code: 'unauthenticated' },
    {
      name: 'a token that is none',
      method: 'GET',
      path: '/tasks',
      request: () => ({ token: 'abc' }),
      status: 401,
      code: 'invalid_token',
    },
    {
      name: 'an expired token',
      method: 'GET',
      path: '/me',
      request: () => ({ token: forgeToken({ subject: account.id, expiresIn: -60 }) }),
      status: 401,
      code: 'invalid_token',
    },
    {
      name: 'a token signed by another',
      method: 'GET',
      path: '/me',
      request: () => ({ token: forgeToken({ subject: account.id, expiresIn: HOUR, secret: 'x'.repeat(32) }) }),
      status: 401,
      code: 'invalid_token',
    },
    {
      name: 'a token that nobody signed',
      method: 'GET',
      path: '/me',
      request: () => ({ token: forgeToken({ subject: account.id, expiresIn: HOUR, algorithm: 'none' }) }),
      status: 401,
      code: 'invalid_token',
    },
  ];

  it.each(cases)(
    '$name is a problem document: $status $code',
    async ({ method, path, request, anonymous, status, code }) => {
      const answer = await call(method, path, {
        ...(anonymous === true ? {} : { token: account.token }),
        ...request?.(),
      });
      expectProblem(answer, status, code);
    },
  );

  it('accepts the forged token when it is signed and timed as the service does, so that the cases above fail for their reason', async () => {
    await mustCall(200, 'GET', '/me', { token: forgeToken({ subject: account.id, expiresIn: HOUR }) });
  });

  it('gives problem documents the trace id that the caller sent', async () => {
    const traceId = randomUUID().replaceAll('-', '');
    const answer = await call('GET', '/no/such/route', {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    expectProblem(answer, 404, 'route_not_found');
    expect(answer.traceId).toBe(traceId);
  });
});

describe("someone else's task", () => {
  let other: Account;
  let taskId: string;
  beforeAll(async () => {
    other = await newAccount();
    taskId = await newTask(other);
  });
  afterAll(() => deleteTasks(other));

  it.each<[Method, string, ApiRequest]>([
    ['GET', '', {}],
    ['PATCH', '', { body: { title: 'Mine now' } }],
    ['POST', '/complete', {}],
    ['DELETE', '', {}],
  ])('%s %s does as if it were not there', async (method, suffix, request) => {
    const answer = await call(method, `/tasks/${taskId}${suffix}`, { ...request, token: account.token });
    expectProblem(answer, 404, 'task_not_found');
    const untouched = await mustCall(200, 'GET', `/tasks/${taskId}`, { token: other.token });
    expect(untouched.body).toEqual(expect.objectContaining({ title: 'A task of a test', status: 'open' }));
  });

  it('is not listed', async () => {
    const { body } = await mustCall(200, 'GET', '/tasks?limit=100', { token: account.token });
    expect(list(body, 'items').map((task) => task['id'])).not.toContain(taskId);
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
    ['an answer', '/healthz'],
    ['an error', '/no/such/route'],
  ])('%s names its trace and protects the browser, and not the framework', async (_, path) => {
    const { traceId, headers } = await call('GET', path);
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

describe('probes', () => {
  it('answer without a token', async () => {
    await mustCall(200, 'GET', '/healthz');
    await mustCall(200, 'GET', '/readyz');
  });
});
