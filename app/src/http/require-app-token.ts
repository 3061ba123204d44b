import type { RequestHandler } from 'express';
import { AppError } from '../errors';
import { secretMatcher } from './secret-matcher';

/** The header in which a sidecar shows its service the token. */
const HEADER = 'dapr-api-token';

/** Lets only the service's own sidecar pass, which alone knows the token. Fails with `unauthenticated` or `invalid_token`. */
export function requireAppToken(token: string): RequestHandler {
  const isToken = secretMatcher(token);
  return (request, _response, next) => {
    const given = request.get(HEADER);
    if (given === undefined) throw new AppError('unauthenticated', 'Only the sidecar of this service may call this');
    if (!isToken(given)) throw new AppError('invalid_token', 'This is not the token of the sidecar');
    next();
  };
}
