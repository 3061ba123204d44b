import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from './ports';

/** Argon2id (the library's default variant) with OWASP's parameters: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and compares passwords with argon2id. */
export function argon2Passwords(): Passwords {
  // Comparing with this keeps the time of an unknown address like that of a wrong password.
  const nobody = hash('nobody has this password', COST);
  return {
    hash: (password) => hash(password, COST),
    async matches(password, passwordHash) {
      const isRight = await verify(passwordHash ?? (await nobody), password);
      return isRight && passwordHash !== undefined;
    },
  };
}
