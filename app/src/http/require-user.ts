import type { RequestHandler } from 'express';
import { AppError } from '../errors';
import type { UserReader } from '../users/ports';
import { userIdOf } from './authenticate';

/**
 * Lets only requests pass whose user exists: an access token is valid until it expires, also when its user was deleted. Only behind
 * `authenticate`. Fails with `invalid_token`.
 */
export function requireUser(users: Pick<UserReader, 'findUser'>): RequestHandler {
  return async (_request, response, next) => {
    if (!(await users.findUser(userIdOf(response)))) {
      throw new AppError('invalid_token', 'The user of this access token does not exist');
    }
    next();
  };
}
