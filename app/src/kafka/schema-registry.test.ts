import { serve, stopServing } from './fixtures/registry-of-test';
import { registryStatus, schemaRegistry } from './schema-registry';

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
  await stopServing();
  const failure = await failureOf(url);
  expect(failure).toBeInstanceOf(Error);
  expect(registryStatus(failure)).toBe(400);
});
