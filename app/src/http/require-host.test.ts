import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildTaskApp } from './build-app';
import { deps } from './fixtures/one-user';
import { listen, type HttpServer } from './listen';
import { problemSchema } from './problem-schema';

let server: HttpServer;
beforeAll(async () => {
  server = await listen(buildTaskApp(deps), '127.0.0.1', 0);
});
afterAll(() => server.close(0));

/** The answer to a request of these lines, on a connection that is not used again. */
async function ask(...lines: readonly string[]) {
  const socket = connect(server.port, '127.0.0.1');
  socket.write([...lines, 'connection: close', '', ''].join('\r\n'));
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body };
}

test.each([
  ['no Host', ['GET /healthz HTTP/1.1']],
  ['no Host, on a path that is not there', ['GET /nothing HTTP/1.1']],
  ['no Host, with a method that the path does not know', ['OPTIONS /me HTTP/1.1']],
  ['two of them', ['GET /healthz HTTP/1.1', 'host: a', 'host: a']],
  ['two of them in HTTP/1.0', ['GET /healthz HTTP/1.0', 'host: a', 'host: b']],
  ['blanks in it', ['GET /healthz HTTP/1.1', 'host: a b']],
  ['a path in it', ['GET /healthz HTTP/1.1', 'host: a/b']],
  ['a user in it', ['GET /healthz HTTP/1.1', 'host: user@a']],
  ['a port that is none', ['GET /healthz HTTP/1.1', 'host: a:b']],
])('a request with %s gets a problem document', async (_what, lines) => {
  const { status, head, body } = await ask(...lines);
  expect(status).toBe(400);
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  expect(head).toMatch(/connection: close/i);
  expect(problemSchema(['malformed_request']).parse(JSON.parse(body))).toMatchObject({ status: 400 });
});

test('HEAD without Host gets the same, without its body', async () => {
  const { status, head, body } = await ask('HEAD /healthz HTTP/1.1');
  expect({ status, body }).toEqual({ status: 400, body: '' });
  expect(head).toMatch(/content-type: application\/problem\+json/i);
});

test.each([
  ['a name', ['GET /healthz HTTP/1.1', 'host: firewatch.example']],
  ['a name and a port', ['GET /healthz HTTP/1.1', 'host: localhost:8080']],
  ['an address of IPv6', ['GET /healthz HTTP/1.1', 'host: [::1]:8080']],
  ['nothing in it', ['GET /healthz HTTP/1.1', 'host:']],
  ['no Host in HTTP/1.0', ['GET /healthz HTTP/1.0']],
  ['an address in its target', ['GET http://a/healthz HTTP/1.1', 'host: a']],
  ['an expectation that nobody knows', ['GET /healthz HTTP/1.1', 'host: a', 'expect: wonders']],
])('a request with %s is served', async (_what, lines) => {
  expect(await ask(...lines)).toMatchObject({ status: 200 });
});
