import type { RequestHandler } from 'express';
import { AppError } from '../errors';

/** A host and its port, both of which may be empty (RFC 9110, 7.2). */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

/**
 * Refuses a request of HTTP/1.1 without a Host header, and any with several or with one that is no host (RFC 9112, 3.2), by AppError
 * `malformed_request`. HTTP/1.0 needs none. Stands before all routes: such a request is counted under no route.
 */
export const requireHost: RequestHandler = (request, response, next) => {
  const hosts = request.headersDistinct['host'] ?? [];
  if (!isEnough(hosts, request.httpVersion) || !hosts.every((host) => HOST.test(host))) {
    response.setHeader('connection', 'close');
    throw new AppError('malformed_request', 'A request needs one Host header, with a host and perhaps a port');
  }
  next();
};

function isEnough(hosts: readonly string[], httpVersion: string): boolean {
  return hosts.length === 1 || (hosts.length === 0 && httpVersion === '1.0');
}
