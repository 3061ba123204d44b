import { createHash, timingSafeEqual } from 'node:crypto';
import { Router, type Request, type RequestHandler } from 'express';
import { AppError } from '../errors';
import type { Fault } from '../faults/fault';
import type { FaultSwitches } from '../faults/fault-switches';
import { jsonBody } from './json-body';
import { parseBody } from './parse';

export interface AdminRouteDependencies {
  faults: FaultSwitches;
  /** What a request must show as its bearer token. */
  adminToken: string;
}

/** What operators and drills may do to a process. */
export function adminRoutes({ faults, adminToken }: AdminRouteDependencies): Router {
  const router = Router();
  const admin = requireToken(adminToken);

  router.get('/admin/faults', admin, (_request, response) => {
    response.json({ faults: faults.states() });
  });

  router.put('/admin/faults/:fault', admin, jsonBody, (request, response) => {
    const fault = faultOf(request, faults);
    faults.inject(fault, parseBody(fault.setting, request));
    response.json(faults.state(fault.name));
  });

  router.delete('/admin/faults/:fault', admin, (request, response) => {
    faults.withdraw(faultOf(request, faults).name, 'on request');
    response.status(204).end();
  });

  return router;
}

function faultOf(request: Request, faults: FaultSwitches): Fault {
  const fault = faults.find(String(request.params['fault']));
  if (!fault)
    throw new AppError('fault_not_found', 'This process has no fault of that name; GET /admin/faults lists them');
  return fault;
}

const BEARER = /^Bearer (\S+)$/i;

function requireToken(token: string): RequestHandler {
  const expected = digest(token);
  return (request, _response, next) => {
    const header = request.headers.authorization;
    if (header === undefined) throw new AppError('unauthenticated', 'Send the admin token in the Authorization header');
    // Digests have one length, so that the comparison tells nothing of the token, not even its length.
    if (!timingSafeEqual(digest(BEARER.exec(header)?.[1] ?? ''), expected)) {
      throw new AppError('invalid_token', 'This is not the admin token');
    }
    next();
  };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
