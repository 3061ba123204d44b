import { createServer, type Server } from 'node:http';
import { logger, renderMetrics } from '@firewatch/telemetry';
import type { StoreError } from './elasticsearch/store-error';

/**
 * `/healthz` (the process answers), `/readyz` (503 where Elasticsearch stores no documents, with which kind of failure and why) and
 * `/metrics`.
 * @param failure why documents are not stored now.
 * @returns a server that is not listening yet.
 */
export function buildHealthServer(failure: () => StoreError | undefined): Server {
  return createServer((request, response) => {
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        json(200, { status: 'ok' });
        break;
      case '/readyz': {
        const now = failure();
        if (now === undefined) json(200, { status: 'ok', dependencies: { elasticsearch: 'ok' } });
        else json(503, { status: 'unavailable', dependencies: { elasticsearch: now.kind }, reason: now.message });
        break;
      }
      case '/metrics':
        renderMetrics().then(
          ({ contentType, body }) => response.writeHead(200, { 'content-type': contentType }).end(body),
          (error: unknown) => {
            logger.error({ err: error }, 'The metrics could not be written');
            json(500, { status: 'error' });
          },
        );
        break;
      default:
        json(404, { status: 'not found' });
    }
  });
}
