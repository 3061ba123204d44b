import { argon2Passwords } from './passwords';

const passwords = argon2Passwords();

test('passwords are hashed with argon2id at the declared cost, each with a salt of its own', async () => {
  const [one, two] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

test('only the right password matches', async () => {
  const hash = await passwords.hash('correct horse');
  await expect(passwords.matches('correct horse', hash)).resolves.toBe(true);
  await expect(passwords.matches('Correct horse', hash)).resolves.toBe(false);
});

test('without a hash nothing matches, not even the password of nobody', async () => {
  await expect(passwords.matches('nobody has this password', undefined)).resolves.toBe(false);
});
