/**
 * Metrics of the native platform's processes that no process can report of itself: how often the supervisor had to start it again.
 * `GET /metrics`; `GET /readyz` is 200 while the supervisor answers, else 503. Settings: HTTP_HOST, HTTP_PORT.
 */
import http from 'node:http';
import { counter, logger, readEnv, renderMetrics } from '@firewatch/telemetry';
import { z } from 'zod';
import { resolvePaths } from '../platform/paths';
import { Supervisor } from '../supervisor/client';

const log = logger.child({ 'log.logger': 'process-exporter' });

function main(): void {
  const env = readEnv(
    z.object({ HTTP_HOST: z.string().min(1), HTTP_PORT: z.coerce.number().int().min(0).max(65_535) }),
  );
  const supervisor = new Supervisor(resolvePaths());
  counter('process_restarts_total').collect(async (set) => {
    for (const { name, restarts } of await supervisor.list()) set({ process: name }, restarts);
  });

  const server = http.createServer((request, response) => {
    void answer(request.url ?? '/', supervisor, response);
  });
  server.listen(env.HTTP_PORT, env.HTTP_HOST, () => log.info(`listening on ${env.HTTP_HOST}:${env.HTTP_PORT}`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

async function answer(url: string, supervisor: Supervisor, response: http.ServerResponse): Promise<void> {
  switch (url) {
    case '/metrics': {
      const { contentType, body } = await renderMetrics();
      return void response.setHeader('content-type', contentType).end(body);
    }
    case '/readyz': {
      const isUp = await supervisor.isUp().catch(() => false);
      response.statusCode = isUp ? 200 : 503;
      return void response.end(isUp ? 'ok\n' : 'the supervisor does not answer\n');
    }
    default:
      response.statusCode = 404;
      response.end('There are /metrics and /readyz.\n');
  }
}

main();
