import { execFile } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const SCRIPT = path.resolve(__dirname, '../../images/node/health-check.js');

let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;
const server = http.createServer((request, response) => answer(request, response));
let port: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = String((server.address() as AddressInfo).port);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function check(env: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT], { env }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout.trim() }),
    );
  });
}

it('is content with a success, and says who answered what', async () => {
  answer = ({ url }, response) => response.end(`asked for ${url ?? ''}`);
  expect(await check({ HTTP_PORT: port })).toEqual({
    code: 0,
    said: `http://127.0.0.1:${port}/readyz answered 200: asked for /readyz`,
  });
});

it('asks another place when it is told to', async () => {
  answer = ({ url }, response) => response.end(url);
  const { code, said } = await check({ HTTP_PORT: '1', HEALTH_URL: `http://127.0.0.1:${port}/healthz` });
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('200: /healthz') as string });
});

it('is not content with a failure, and repeats what is said about it', async () => {
  answer = (_, response) => response.writeHead(503).end('{"database":"down"}');
  const { code, said } = await check({ HTTP_PORT: port });
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('503: {"database":"down"}') as string });
});

it('waits for an answer no longer than it is told to', async () => {
  answer = () => undefined;
  const { code, said } = await check({ HTTP_PORT: port, HEALTH_TIMEOUT_MS: '50' });
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('did not answer within 50 ms') as string });
});

it('names the place where nobody listens', async () => {
  const { code, said } = await check({ HTTP_PORT: '1' });
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringMatching(/127\.0\.0\.1:1\/readyz cannot be reached/) as string,
  });
});

it.each([[{}], [{ HEALTH_URL: 'readyz' }]])('says what to set when it has nobody to ask: %j', async (env) => {
  const { code, said } = await check(env);
  expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/^Set HTTP_PORT, or HEALTH_URL/) as string });
});
