import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../errors';
import type { Tokens } from '../users/ports';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Lets only requests with a valid access token pass. Fails with `unauthenticated` or `invalid_token`. */
export function authenticate(tokens: Tokens): RequestHandler {
  return async (request: Request, response: Response, next) => {
    const header = request.headers.authorization;
    if (header === undefined) throw new AppError('unauthenticated', 'Send an access token in the Authorization header');
    const token = BEARER.exec(header)?.[1];
    if (token === undefined) throw new AppError('invalid_token', 'The Authorization header is not `Bearer <token>`');
    response.locals['userId'] = await tokens.verify(token);
    next();
  };
}

/** The user whose token the request carried; only behind `authenticate`. */
export function userIdOf(response: Response): string {
  return String(response.locals['userId']);
}
