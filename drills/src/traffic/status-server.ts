import { createServer, type Server } from 'node:http';
import { renderMetrics } from '@firewatch/telemetry';

/**
 * Serves `/healthz` and `/readyz` (200 while the generator runs, whatever the service's state: traffic to a broken service is
 * what drills need) and `/metrics`.
 * @returns the listening server
 * @throws when the port is taken
 */
export async function serveStatus(host: string, port: number): Promise<Server> {
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
    server.listen(port, host, resolve);
  });
  return server;
}
