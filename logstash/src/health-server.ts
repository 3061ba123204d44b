import { createServer, type Server } from 'node:http';
import { renderMetrics } from '@firewatch/telemetry';

/**
 * `/healthz` (the process answers), `/readyz` (the last request to Elasticsearch succeeded, else 503) and `/metrics`.
 * @returns a server that is not listening yet.
 */
export function buildHealthServer(isReady: () => boolean): Server {
  return createServer((request, response) => {
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        json(200, { status: 'ok' });
        break;
      case '/readyz':
        json(isReady() ? 200 : 503, {
          status: isReady() ? 'ok' : 'unavailable',
          dependencies: { elasticsearch: isReady() ? 'ok' : 'unavailable' },
        });
        break;
      case '/metrics':
        renderMetrics().then(
          ({ contentType, body }) => response.writeHead(200, { 'content-type': contentType }).end(body),
          () => json(500, { status: 'error' }),
        );
        break;
      default:
        json(404, { status: 'not found' });
    }
  });
}
