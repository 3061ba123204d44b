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

/** What the server answers before it closes the connection. */
async function send(words: string): Promise<{ head: string; body: string }> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(words);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { head, body };
}

test.each([
  ['is not HTTP', 'hello\r\n\r\n', 400, 'malformed_request'],
  ['has a header that is none', 'GET /me HTTP/1.1\r\nhost: x\r\nno header\r\n\r\n', 400, 'malformed_request'],
  [
    'has two lengths',
    'POST /tasks HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    400,
    'malformed_request',
  ],
  [
    'has headers too large',
    `GET /me HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
  ['asks for a proxy', 'CONNECT x:443 HTTP/1.1\r\nhost: x:443\r\n\r\n', 400, 'malformed_request'],
] as const)('what %s is answered with a problem document', async (_what, words, status, code) => {
  const { head, body } = await send(words);
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\\r\\ncontent-type: application/problem\\+json`));
  expect(problemSchema([code]).parse(JSON.parse(body))).toMatchObject({ status, code });
});
