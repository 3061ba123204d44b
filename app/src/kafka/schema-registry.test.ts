import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registryStatus, schemaRegistry } from './schema-registry';

let server: Server;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const failureOf = (url: string): Promise<unknown> =>
  schemaRegistry(url)
    .getSchema(1)
    .then(
      () => undefined,
      (error: unknown) => error,
    );

test('a refusal keeps its status', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}'),
  );
  expect(registryStatus(await failureOf(url))).toBe(404);
});

test('a registry that never answers is given up, and that is not taken for a refusal', async () => {
  const url = await serve(() => undefined);
  const start = performance.now();
  const failure = await failureOf(url);
  expect(failure).toBeInstanceOf(Error);
  expect(performance.now() - start).toBeLessThan(4_000);
  expect(registryStatus(failure)).toBe(400);
});

test('a registry that is not there is not taken for a refusal', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const failure = await failureOf(url);
  expect(failure).toBeInstanceOf(Error);
  expect(registryStatus(failure)).toBe(400);
});
