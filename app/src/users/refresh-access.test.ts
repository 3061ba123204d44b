import { memoryFamilies } from './fixtures/memory-families';
import { logIn } from './log-in';
import { logOut } from './log-out';
import type { TokenChangeSet } from './ports';
import { refreshAccess } from './refresh-access';
import { hashOf } from './refresh-token';
import { jwtTokens } from './tokens';

const USER = '11111111-1111-4111-8111-111111111111';
const invalid = { code: 'invalid_token', retriable: false };

function house() {
  const { families, ...changes } = memoryFamilies();
  const clock = { now: Date.parse('2026-11-24T00:00:00Z') };
  const deps = {
    inTransaction: <Result>(work: (set: TokenChangeSet) => Promise<Result>) => work(changes),
    users: {
      findUser: () => Promise.resolve(undefined),
      findCredentials: () => Promise.resolve({ userId: USER, passwordHash: 'secret' }),
    },
    passwords: {
      hash: (password: string) => Promise.resolve(password),
      matches: (password: string, hash: string | undefined) => Promise.resolve(password === hash),
    },
    tokens: jwtTokens('a-secret-that-is-long-enough-for-hs256', 900),
    refreshTokenSeconds: 3_600,
    now: () => new Date(clock.now),
  };
  return { deps, families, clock, logIn: () => logIn(deps, 'a@b.example', 'secret') };
}

test('a refresh token leads to its user once, and its successor after it', async () => {
  const { deps, logIn } = house();
  const first = await logIn();
  const second = await refreshAccess(deps, first.refreshToken);
  await expect(deps.tokens.verify(second.accessToken)).resolves.toBe(USER);
  const third = await refreshAccess(deps, second.refreshToken);
  expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
});

test('a token that is shown again ends its family, and no other', async () => {
  const { deps, logIn } = house();
  const [stolen, other] = [await logIn(), await logIn()];
  const { refreshToken } = await refreshAccess(deps, stolen.refreshToken);
  await expect(refreshAccess(deps, stolen.refreshToken)).rejects.toMatchObject(invalid);
  await expect(refreshAccess(deps, refreshToken)).rejects.toMatchObject(invalid);
  await expect(refreshAccess(deps, other.refreshToken)).resolves.toMatchObject({ tokenType: 'Bearer' });
});

test('no refresh prolongs the life of a family', async () => {
  const { deps, clock, logIn } = house();
  const first = await logIn();
  expect(first.refreshExpiresIn).toBe(3_600);
  clock.now += 3_599_000;
  const second = await refreshAccess(deps, first.refreshToken);
  expect(second.refreshExpiresIn).toBe(1);
  clock.now += 1_000;
  await expect(refreshAccess(deps, second.refreshToken)).rejects.toMatchObject(invalid);
});

test('a log-in forgets the families that are over', async () => {
  const { families, clock, logIn } = house();
  await logIn();
  await logIn();
  clock.now += 3_600_000;
  await logIn();
  expect(families.size).toBe(1);
});

test('a log-out by any token of a family ends it; again, and with a token of nobody, nothing happens', async () => {
  const { deps, clock, families, logIn } = house();
  const { refreshToken: used } = await logIn();
  const { refreshToken } = await refreshAccess(deps, used);
  await logOut(deps, used);
  await expect(refreshAccess(deps, refreshToken)).rejects.toMatchObject(invalid);
  const before = [...families.values()];
  clock.now += 1_000;
  await logOut(deps, refreshToken);
  await logOut(deps, 'no token');
  expect([...families.values()]).toEqual(before);
});

test('a wrong password begins no family', async () => {
  const { deps, families } = house();
  await expect(logIn(deps, 'a@b.example', 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' });
  expect(families.size).toBe(0);
});

test('what is stored of a token is not the token', () => {
  expect(hashOf('token')).toHaveLength(32);
  expect(hashOf('token').toString()).not.toContain('token');
});
