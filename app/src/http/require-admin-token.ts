import type { RequestHandler } from 'express';
import { AppError } from '../errors';
import { secretMatcher } from './secret-matcher';

const BEARER = /^Bearer (\S+)$/i;

/** Lets only requests pass that show the admin token. Fails with `unauthenticated` or `invalid_token`. */
export function requireAdminToken(token: string): RequestHandler {
  const isToken = secretMatcher(token);
  return (request, _response, next) => {
    const header = request.headers.authorization;
    if (header === undefined) throw new AppError('unauthenticated', 'Send the admin token in the Authorization header');
    if (!isToken(BEARER.exec(header)?.[1] ?? '')) {
      throw new AppError('invalid_token', 'This is not the admin token');
    }
    next();
  };
}
