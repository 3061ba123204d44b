import { errors, jwtVerify, SignJWT } from 'jose';
import { AppError } from '../errors';
import type { Tokens } from './ports';

const ISSUER = 'firewatch';
const ALGORITHM = 'HS256';
/** Users' ids are UUIDs in lower case. */
const USER_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Access tokens: JWT signed with HS256, valid for so many seconds. The secret needs at least 32 characters. */
export function jwtTokens(secret: string, lifetimeSeconds: number): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    async issue(userId) {
      const accessToken = await new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(userId)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key);
      return { accessToken, expiresIn: lifetimeSeconds };
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          requiredClaims: ['sub', 'exp'],
        });
        if (typeof payload.sub === 'string' && USER_ID.test(payload.sub)) return payload.sub;
      } catch (error) {
        const reason =
          error instanceof errors.JWTExpired ? 'The access token has expired' : 'The access token is not valid';
        throw new AppError('invalid_token', reason, { cause: error });
      }
      throw new AppError('invalid_token', 'The access token is not of a user');
    },
  };
}
