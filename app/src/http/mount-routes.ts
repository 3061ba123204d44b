import { Router, type RequestHandler, type Response } from 'express';
import { AppError } from '../errors';
import type { Access, Guards } from './access';
import { sendProblem } from './answer-errors';
import { jsonBody } from './json-body';
import type { Answer, Route } from './route';

/**
 * Serves routes, each behind the guards of its access. Everything sits on the route itself, so that what is refused is
 * still counted under its route. A path that has routes answers any other method with 405.
 */
export function mountRoutes<Kind extends Access>(routes: readonly Route<Kind>[], guards: Guards<Kind>): Router {
  const router = Router();
  for (const route of routes) {
    const body = route.body ? [jsonBody] : [];
    router[route.method](route.path, ...guards[route.access], ...body, async (request, response) => {
      send(response, await route.handle(request, response));
    });
  }
  for (const [path, known] of Map.groupBy(routes, ({ path }) => path)) router.all(path, refuseMethod(known));
  return router;
}

function send(response: Response, { status, headers = {}, body }: Answer): void {
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.end(body);
  else response.json(body);
}

function refuseMethod(routes: readonly Route[]): RequestHandler {
  const methods = routes.map(({ method }) => method.toUpperCase());
  // Express answers HEAD by the route of GET.
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return (_request, response) => {
    response.setHeader('allow', allow);
    sendProblem(response, new AppError('method_not_allowed', `This path knows ${allow}`));
  };
}
