import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A new refresh token: 256 random bits as text. Whoever has it is the user; it is given out once and stored nowhere. */
export function newRefreshToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What is stored of a refresh token. A fast hash is enough: 256 random bits cannot be guessed. */
export function hashOf(refreshToken: string): Buffer {
  return createHash('sha256').update(refreshToken).digest();
}
