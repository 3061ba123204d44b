import { buildTaskApp, taskServiceRoutes } from './build-app';
import { checkedCall, type Call } from './fixtures/checked-call';
import { deps, EMAIL, PASSWORD, USER } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';

let server: HttpServer;
let call: Call;
beforeAll(async () => {
  server = await listen(buildTaskApp({ ...deps, authRequestsPerMinute: 1_000 }), '127.0.0.1', 0);
  call = checkedCall(server.port, taskServiceRoutes(deps));
});
afterAll(() => server.close(0));

const post = (path: string, body: object) => call('POST', path, { body: JSON.stringify(body) });
const refused = (code: string): unknown =>
  expect.objectContaining({ status: 401, body: expect.objectContaining({ code }) as unknown });

async function logIn(): Promise<Record<string, unknown>> {
  const { status, headers, body } = await post('/auth/login', { email: EMAIL, password: PASSWORD });
  expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'no-store' });
  return body;
}

test('registration: the address in lower case, never a password, and each address once', async () => {
  const registration = { password: 'password1', displayName: 'T' };
  const { status, body } = await post('/auth/register', { ...registration, email: 'New@Firewatch.example' });
  expect({ status, email: body['email'] }).toEqual({ status: 201, email: 'new@firewatch.example' });
  expect(JSON.stringify(body)).not.toContain('password1');
  const again = await post('/auth/register', { ...registration, email: 'Taken@Firewatch.example' });
  expect({ status: again.status, code: again.body['code'] }).toEqual({ status: 409, code: 'email_taken' });
});

test('a wrong password and an unknown address are told apart by nothing', async () => {
  const wrong = await post('/auth/login', { email: EMAIL, password: 'x' });
  const unknown = await post('/auth/login', { email: 'nobody@b.example', password: 'x' });
  expect(wrong).toEqual(refused('invalid_credentials'));
  expect(unknown.body).toEqual(wrong.body);
});

test('the tokens of a log-in open the API, and can be exchanged once for others that do, too', async () => {
  const first = await logIn();
  expect(first).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, refreshExpiresIn: 3_600 });
  const { status, headers, body } = await post('/auth/refresh', { refreshToken: first['refreshToken'] });
  expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'no-store' });
  expect(body['refreshToken']).not.toBe(first['refreshToken']);
  const me = await call('GET', '/me', { headers: { authorization: `Bearer ${String(body['accessToken'])}` } });
  expect(me.body['id']).toBe(USER);
  expect(await post('/auth/refresh', { refreshToken: first['refreshToken'] })).toEqual(refused('invalid_token'));
  expect(await post('/auth/refresh', { refreshToken: body['refreshToken'] })).toEqual(refused('invalid_token'));
});

test('after the log-out the refresh token is no good; logging out again is harmless', async () => {
  const { refreshToken } = await logIn();
  for (let time = 0; time < 2; time += 1) expect((await post('/auth/logout', { refreshToken })).status).toBe(204);
  expect((await post('/auth/logout', { refreshToken: 'never was one' })).status).toBe(204);
  expect(await post('/auth/refresh', { refreshToken })).toEqual(refused('invalid_token'));
});
