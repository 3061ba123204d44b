import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { tcpProbe } from './tcp-probe';

/** Answers every connection with these bytes, on a thread of its own since the test blocks while the probe runs. */
const SERVER = `
const { parentPort, workerData } = require('node:worker_threads');
const net = require('node:net');
const server = net.createServer((socket) => socket.once('data', () => socket.end(Buffer.from(workerData))));
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

let server: Worker | undefined;

afterEach(async () => {
  await server?.terminate();
  server = undefined;
});

async function answering(answer: string): Promise<number> {
  server = new Worker(SERVER, { eval: true, workerData: answer });
  const [port] = (await once(server, 'message')) as [number];
  return port;
}

function run(port: number, expected: string): number | null {
  const probe = tcpProbe(port, 'ruok', expected);
  if (probe.kind !== 'exec') throw new Error('an exec probe is what was asked for');
  const [program = '', ...argv] = probe.argv;
  return spawnSync(program, argv).status;
}

test('passes when the answer is there, also behind bytes that are not text', async () => {
  expect(run(await answering('\0\0\0\u0001imok'), 'imok')).toBe(0);
});

test('fails when another answer comes', async () => {
  expect(run(await answering('This server is not serving'), 'imok')).not.toBe(0);
});

test('fails when nobody listens', async () => {
  const closed = net.createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  expect(run(port, 'imok')).not.toBe(0);
});
