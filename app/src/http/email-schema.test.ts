import { email } from './email-schema';

test.each([
  'demo@firewatch.example',
  "o'brien+tag.x_y-z@a-b.co",
  'a@xn--bcher-kva.example',
  `${'a'.repeat(64)}@${'b'.repeat(63)}.example`,
])('%s is an address', (address) => {
  expect(email.parse(address.toUpperCase())).toBe(address);
});

test.each([
  'a',
  'a@b',
  '@b.example',
  'a..b@c.example',
  'a b@c.example',
  'a@-b.example',
  'a@b-.example',
  'a@b..example',
  'a@b.c1',
  'a@ab--c.example',
  'a@xn--y.example',
  `${'a'.repeat(65)}@b.example`,
  `a@${'b'.repeat(64)}.example`,
  `a@${'b.'.repeat(125)}example`,
])('%s is none', (address) => {
  expect(email.safeParse(address).success).toBe(false);
});

test('what is no address at all is told once', () => {
  expect(email.safeParse('nobody').error?.issues).toHaveLength(1);
});
