import { createServer, type Server } from 'node:http';
import { renderMetrics } from '@firewatch/telemetry';

/**
 * Serves `/healthz` and `/readyz` (200 while the generator runs, whatever the service's state: traffic to a broken service is
 * what drills need) and `/metrics` on 127.0.0.1.
 * @returns the listening server
 * @throws when the port is taken
 */
export async function serveStatus(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz' || path === '/readyz') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    } else if (path === '/metrics') {
      renderMetrics().then(
        ({ contentType, body }) => response.writeHead(200, { 'content-type': contentType }).end(body),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
