import { gauge, histogram, logger } from '@firewatch/telemetry';
import { context } from '@opentelemetry/api';
import type { Request, RequestHandler, Response } from 'express';

const log = logger.child({ 'log.logger': 'http' });

/** Polled by machines every few seconds, who are told there what is wrong: not worth a line each. */
const QUIET_ROUTES = ['/healthz', '/readyz', '/metrics'];

/** Methods that get a label value of their own; a client may send any text as a method. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Measures each request and writes one log line for it, when its response is sent or its connection is closed. The route
 * is the template that matched, `unmatched` when none did; a request whose client went away counts with status 499.
 */
export const observeRequests: RequestHandler = (request, response, next) => {
  const start = process.hrtime.bigint();
  gauge('http_server_active_requests').inc();
  response.once(
    'close',
    // The event is emitted outside of the request's context, where line and exemplar would lose the trace.
    context.bind(context.active(), () => {
      gauge('http_server_active_requests').dec();
      report(request, response, process.hrtime.bigint() - start);
    }),
  );
  next();
};

function report(request: Request, response: Response, durationNs: bigint): void {
  const method = METHODS.includes(request.method) ? request.method : '_OTHER';
  const route = routeOf(request);
  const status = response.writableFinished ? response.statusCode : 499;
  histogram('http_server_request_duration_seconds').observe(
    { http_request_method: method, http_route: route, http_response_status_code: status },
    Number(durationNs) / 1e9,
  );
  const line = {
    event: { action: 'http-request', duration: Number(durationNs) },
    http: { request: { method }, response: { status_code: status } },
    url: { path: request.path },
    labels: { http_route: route },
  };
  const message = `${method} ${route} ${status}`;
  if (QUIET_ROUTES.includes(route)) log.debug(line, message);
  else if (status >= 500) log.error(line, message);
  else log.info(line, message);
}

function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? `${request.baseUrl}${route.path}` : 'unmatched';
}
