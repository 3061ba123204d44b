import { Router, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { AppError } from '../errors';
import { logIn, type LogInDependencies } from '../users/log-in';
import { registerUser, type RegisterDependencies } from '../users/register-user';
import { sendProblem } from './answer-errors';
import { jsonBody } from './json-body';
import { parseBody } from './parse';
import { credentials, registration } from './schemas';

const MINUTE_MS = 60_000;

/**
 * Registration and log-in, limited to so many requests a minute for each client address. The address is the
 * connection's: no proxy is trusted to name another. `entry` comes first on every route.
 */
export function authRoutes(
  deps: RegisterDependencies & LogInDependencies,
  requestsPerMinute: number,
  entry: RequestHandler[],
): Router {
  const router = Router();
  const limit = rateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) =>
      sendProblem(response, new AppError('rate_limited', 'Too many requests from this address', { retriable: true })),
  });

  router.post('/auth/register', ...entry, limit, jsonBody, async (request, response) => {
    const user = await registerUser(deps, parseBody(registration, request));
    response.status(201).json(user);
  });

  router.post('/auth/login', ...entry, limit, jsonBody, async (request, response) => {
    const { email, password } = parseBody(credentials, request);
    const grant = await logIn(deps, email, password);
    response.setHeader('cache-control', 'no-store').json(grant);
  });

  return router;
}
