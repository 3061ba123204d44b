import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { SOCKET, Supervisor, SupervisorError } from './client';

let base: string;
beforeEach(() => (base = fs.mkdtempSync(path.join(os.tmpdir(), 'supervisor-'))));
afterEach(() => fs.rmSync(base, { recursive: true }));

test('says that the platform is not running when nobody listens on its socket', async () => {
  const supervisor = new Supervisor({ run: base });
  expect(await supervisor.isUp()).toBe(false);
  const error: unknown = await supervisor.list().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SupervisorError);
  expect(error).toMatchObject({ unreachable: true, message: 'The platform is not running' });
});

test('a socket that was left by a supervisor that was killed is nobody', async () => {
  const run = path.join(base, 'run');
  fs.mkdirSync(run);
  const server = http.createServer().listen(path.join(run, SOCKET));
  await new Promise((resolve) => server.once('listening', resolve));
  fs.linkSync(path.join(run, SOCKET), path.join(run, 'left'));
  await new Promise((resolve) => server.close(resolve));
  fs.renameSync(path.join(run, 'left'), path.join(run, SOCKET));
  expect(await new Supervisor({ run }).isUp()).toBe(false);
});

test('reaches a socket whose path is longer than a socket address can hold, and reads states from it', async () => {
  const run = path.join(base, 'a-rather-long-name'.repeat(5), 'and-another-one'.repeat(3));
  fs.mkdirSync(run, { recursive: true });
  expect(path.join(run, SOCKET).length).toBeGreaterThan(107);
  const raw = {
    name: 'redis',
    status: 'Running',
    is_ready: 'Ready',
    is_running: true,
    pid: 7,
    restarts: 1,
    exit_code: 0,
    age: 61e9,
  };
  const server = http.createServer((_, response) => response.end(JSON.stringify({ data: [raw] })));
  const folder = fs.openSync(run, 'r');
  server.listen(`/proc/self/fd/${folder}/${SOCKET}`);
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    expect(await new Supervisor({ run }).list()).toEqual([
      {
        name: 'redis',
        status: 'Running',
        running: true,
        ready: true,
        pid: 7,
        restarts: 1,
        exitCode: 0,
        uptimeSeconds: 61,
      },
    ]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
    fs.closeSync(folder);
  }
});

test('a process that ended faster than the supervisor noticed is stopped; any other refusal is told', async () => {
  let refusal = 'os: process already finished';
  const state = { name: 'redis', status: 'Running', is_running: true };
  const server = http.createServer((request, response) => {
    if (request.method === 'GET') return response.end(JSON.stringify(state));
    Object.assign(state, { status: 'Completed', is_running: false });
    return response.writeHead(400).end(JSON.stringify({ error: refusal }));
  });
  server.listen(path.join(base, SOCKET));
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const supervisor = new Supervisor({ run: base });
    await expect(supervisor.stop('redis')).resolves.toBeUndefined();
    Object.assign(state, { status: 'Running', is_running: true });
    refusal = 'not allowed';
    await expect(supervisor.stop('redis')).rejects.toThrow('not allowed');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
