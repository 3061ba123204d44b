import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { AppError } from '../errors';
import { sendProblem } from './answer-errors';
import { userIdOf } from './authenticate';

const MINUTE_MS = 60_000;

/**
 * So many requests a minute for each client address; for IPv6 that is each /56, which is what one customer gets. The
 * address is the connection's, or what a proxy says that the application trusts.
 */
export function limitByAddress(requestsPerMinute: number): RequestHandler {
  return limit(requestsPerMinute, 'this address', ({ ip }) => ipKeyGenerator(ip ?? ''));
}

/** So many requests a minute for each user. Only behind `authenticate`. */
export function limitByUser(requestsPerMinute: number): RequestHandler {
  return limit(requestsPerMinute, 'this user', (_request, response) => userIdOf(response));
}

function limit(
  requestsPerMinute: number,
  whose: string,
  keyGenerator: (request: Request, response: Response) => string,
): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator,
    // Anybody may send these headers, whom we do not believe: that is no mistake of ours to complain about in the log.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, response) =>
      sendProblem(response, new AppError('rate_limited', `Too many requests from ${whose}`, { retriable: true })),
  });
}
