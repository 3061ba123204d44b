import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { isPortFree, portHolder } from './ports';

async function listen(host: string): Promise<{ port: number; close: () => Promise<void> }> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen({ host, port: 0 }, resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, close };
}

test.each(['127.0.0.1', '0.0.0.0', '::'])(
  'a port that is listened on at %s is taken, and its holder is found',
  async (host) => {
    const { port, close } = await listen(host);
    try {
      expect(await isPortFree(port)).toBe(false);
      expect(portHolder(port)).toMatchObject({ pid: process.pid });
    } finally {
      await close();
    }
    expect(await isPortFree(port)).toBe(true);
    expect(portHolder(port)).toBeUndefined();
  },
);

test('a port that was given to an outgoing connection is taken, and whose connection it is is found', async () => {
  const server = await listen('127.0.0.1');
  const connection = net.connect({ host: '127.0.0.1', port: server.port });
  try {
    await once(connection, 'connect');
    const { localPort = 0 } = connection;
    expect(await isPortFree(localPort)).toBe(false);
    expect(portHolder(localPort)).toMatchObject({ pid: process.pid });
  } finally {
    connection.destroy();
    await server.close();
  }
});
