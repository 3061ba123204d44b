import { call, mustCall, newAccount, text, type Account } from './platform/api-client';
import { Database } from './platform/database';
import { expectProblem } from './platform/problem';

let account: Account;
let database: Database;
beforeAll(async () => {
  account = await newAccount();
  database = await Database.open();
});
afterAll(() => database.close());

async function logIn(): Promise<string> {
  const { email, password } = account;
  const { body } = await mustCall(200, 'POST', '/auth/login', { body: { email, password } });
  return text(body, 'refreshToken');
}

const refresh = (refreshToken: string) => call('POST', '/auth/refresh', { body: { refreshToken } });

async function refreshed(refreshToken: string): Promise<string> {
  return text((await mustCall(200, 'POST', '/auth/refresh', { body: { refreshToken } })).body, 'refreshToken');
}

it('exchanges a refresh token for a pair that opens the API, and tells how long both last', async () => {
  const { body, headers } = await mustCall(200, 'POST', '/auth/refresh', { body: { refreshToken: await logIn() } });
  expect(body).toEqual({
    accessToken: expect.any(String) as string,
    tokenType: 'Bearer',
    expiresIn: 900,
    refreshToken: expect.stringMatching(/^[\w-]{43}$/) as string,
    refreshExpiresIn: expect.any(Number) as number,
  });
  expect(headers.get('cache-control')).toBe('no-store');
  const me = await mustCall(200, 'GET', '/me', { token: text(body, 'accessToken') });
  expect(me.body['id']).toBe(account.id);
});

it('ends all tokens of a log-in when one is shown twice, and those of no other log-in', async () => {
  const [stolen, other] = [await logIn(), await logIn()];
  const successor = await refreshed(stolen);
  expectProblem(await refresh(stolen), 401, 'invalid_token');
  expectProblem(await refresh(successor), 401, 'invalid_token');
  await refreshed(other);
});

it('lets one of many refreshes of one token at the same time win, and ends the family for the others', async () => {
  const token = await logIn();
  const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(token)));
  const winners = answers.filter(({ status }) => status === 200);
  expect(winners).toHaveLength(1);
  for (const answer of answers) if (answer.status !== 200) expectProblem(answer, 401, 'invalid_token');
  expectProblem(await refresh(text(winners[0]?.body ?? {}, 'refreshToken')), 401, 'invalid_token');
});

it('ends a family by log-out, also when that is repeated or the token never was one', async () => {
  const token = await refreshed(await logIn());
  for (const refreshToken of [token, token, 'nothing']) {
    await mustCall(204, 'POST', '/auth/logout', { body: { refreshToken } });
  }
  expectProblem(await refresh(token), 401, 'invalid_token');
});

it('takes no token of a family that is over, and forgets such families at a log-in', async () => {
  const token = await logIn();
  await database.rows(`UPDATE token_families SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [
    account.id,
  ]);
  expectProblem(await refresh(token), 401, 'invalid_token');
  await logIn();
  const [row] = await database.rows<{ over: number; good: number }>(
    `SELECT count(*) FILTER (WHERE expires_at <= now())::int AS over, count(*) FILTER (WHERE expires_at > now())::int AS good
       FROM token_families WHERE user_id = $1`,
    [account.id],
  );
  expect(row).toEqual({ over: 0, good: 1 });
});

it('stores no token that could be used', async () => {
  const token = await logIn();
  const [{ rows } = { rows: '' }] = await database.rows<{ rows: string }>(
    `SELECT coalesce(string_agg(t::text, ''), '') AS rows FROM refresh_tokens t JOIN token_families f ON f.id = t.family_id
      WHERE f.user_id = $1`,
    [account.id],
  );
  expect(rows).not.toBe('');
  expect(rows).not.toContain(token);
  expect(rows).not.toContain(Buffer.from(token).toString('hex'));
});
