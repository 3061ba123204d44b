import net, { type AddressInfo } from 'node:net';
import type { ProcessSpec } from '../platform/component';
import { resolvePaths } from '../platform/paths';
import { checkMachine, checkMemory, checkPorts, checkPrograms } from './preflight';

const listener = (port: number): ProcessSpec => ({ name: 'redis', kind: 'service', argv: [], ports: { redis: port } });

describe('checkPorts', () => {
  const server = net.createServer();
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  test('names component, port, holder and what to do', async () => {
    const { port } = server.address() as AddressInfo;
    const attempt = checkPorts([listener(port)]);
    await expect(attempt).rejects.toThrow(`Port ${port}, which redis needs (redis), is taken by pid ${process.pid} (`);
    await expect(attempt).rejects.toThrow('.env.local');
  });

  test('lets free ports pass', async () => {
    const free = net.createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise<void>((resolve) => free.close(() => resolve()));
    await expect(checkPorts([listener(port)])).resolves.toBeUndefined();
  });
});

describe('checkMemory', () => {
  test('says how much is free and how much is needed', () => {
    const meminfo = 'MemTotal:        4000000 kB\nMemAvailable:    1048576 kB\n';
    expect(() => checkMemory(meminfo)).toThrow('1.0 GB of the 3.0 GB');
  });

  test('lets enough pass', () => {
    expect(() => checkMemory('MemAvailable:    3145728 kB\n')).not.toThrow();
  });
});

describe('checkPrograms', () => {
  const platform = (argv: string[]) => ({
    plan: { processes: [{ ...listener(1), argv }] },
    paths: resolvePaths(),
  });

  test('names the process and the program that is not there', () => {
    expect(() => checkPrograms(platform(['no-such-java', '-jar']))).toThrow('redis needs the program no-such-java');
  });

  test('finds programs on the path and by absolute name', () => {
    expect(() => checkPrograms(platform(['node']))).not.toThrow();
    expect(() => checkPrograms(platform(['/bin/sh']))).not.toThrow();
  });
});

describe('checkMachine', () => {
  test('says how much disk is free and how much is needed', () => {
    // A file system without a free byte.
    expect(() => checkMachine(resolvePaths('/proc'), false)).toThrow('0.0 GB of the 2.0 GB');
  });

  const asOrdinaryUser = process.getuid?.() === 0 ? test.skip : test;
  asOrdinaryUser('says which folder cannot be written', () => {
    expect(() => checkMachine(resolvePaths('/'), false)).toThrow('/ cannot be written by this user');
  });
});
