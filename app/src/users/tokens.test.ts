import { SignJWT } from 'jose';
import { jwtTokens } from './tokens';

const SECRET = 'a-secret-that-is-long-enough-for-hs256';
const USER = '11111111-1111-4111-8111-111111111111';
const tokens = jwtTokens(SECRET, 900);
const key = new TextEncoder().encode(SECRET);

test('a token leads back to its user and is valid for its life', async () => {
  const { accessToken, expiresIn } = await tokens.issue(USER);
  expect(expiresIn).toBe(900);
  await expect(tokens.verify(accessToken)).resolves.toBe(USER);
});

const forged = {
  'signed with another secret': () =>
    jwtTokens(`${SECRET}!`, 900)
      .issue(USER)
      .then(({ accessToken }) => accessToken),
  expired: () =>
    new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('firewatch')
      .setSubject(USER)
      .setExpirationTime(1)
      .sign(key),
  'without expiry': () =>
    new SignJWT().setProtectedHeader({ alg: 'HS256' }).setIssuer('firewatch').setSubject(USER).sign(key),
  'of another issuer': () =>
    new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('x')
      .setSubject(USER)
      .setExpirationTime('1h')
      .sign(key),
  'without a user': () =>
    new SignJWT().setProtectedHeader({ alg: 'HS256' }).setIssuer('firewatch').setExpirationTime('1h').sign(key),
  'of a user that is no UUID': () => tokens.issue('me').then(({ accessToken }) => accessToken),
  'of a user with a NUL': () => tokens.issue(`${USER}\0`).then(({ accessToken }) => accessToken),
  'of a user and a line end': () => tokens.issue(`${USER}\n`).then(({ accessToken }) => accessToken),
  'not signed': () =>
    Promise.resolve(
      [{ alg: 'none' }, { iss: 'firewatch', sub: USER, exp: 4_000_000_000 }, '']
        .map((part) => (part === '' ? '' : Buffer.from(JSON.stringify(part)).toString('base64url')))
        .join('.'),
    ),
  'no token at all': () => Promise.resolve('a.b.c'),
};

test.each(Object.entries(forged))('a token %s is refused', async (_what, make) => {
  await expect(tokens.verify(await make())).rejects.toMatchObject({ code: 'invalid_token', retriable: false });
});
