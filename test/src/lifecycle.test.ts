import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { mustSucceed, platform } from './platform/command';
import { authorization } from './platform/elasticsearch';
import { eventually } from './platform/eventually';
import { familyOf, listeners, listenersOf } from './platform/operating-system';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { settings } from './platform/settings';
import { SIGNAL_MATRIX } from './signal-matrix';

const LARGEST_MEMORY = 3 * 1024 ** 3;

const statusSchema = z.object({
  healthy: z.boolean(),
  healthyAfterSeconds: z.number().positive(),
  memoryBytes: z.number().positive(),
  supervisor: z.object({ pid: z.number(), memoryBytes: z.number().positive() }),
  processes: z.array(
    z.object({
      name: z.string(),
      health: z.enum(['healthy', 'completed', 'off', 'unhealthy']),
      pid: z.number().nullable(),
      memoryBytes: z.number(),
      ports: z.record(z.string(), z.number()),
      uptimeSeconds: z.number(),
    }),
  ),
});

async function readStatus(): Promise<z.infer<typeof statusSchema>> {
  const { stdout } = await platform(['status', '--json']);
  return statusSchema.parse(JSON.parse(stdout));
}

/** Pids by name. */
async function pids(): Promise<Record<string, number | undefined>> {
  return Object.fromEntries((await supervisor.list()).map(({ name, pid }) => [name, pid]));
}

/** Memory that processes hold, shared pages counted in parts, by the kernel's own account of these kinds of pages. */
function memoryOfFamily(root: number, ...kinds: readonly ('Pss' | 'Pss_Anon' | 'Pss_Shmem')[]): number {
  return familyOf(root)
    .map(({ pid }) => {
      try {
        const account = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        const kilobytes = kinds.map((kind) =>
          Number(new RegExp(`^${kind}:\\s+(\\d+) kB$`, 'm').exec(account)?.[1] ?? 0),
        );
        return kilobytes.reduce((sum, each) => sum + each, 0) * 1024;
      } catch {
        // It ended meanwhile.
        return 0;
      }
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

beforeAll(() => waitUntilAllReady());

describe('status', () => {
  it('gives health, memory, ports and uptime of every component', async () => {
    const { healthy, processes } = await readStatus();
    const services = processes.filter(({ health }) => health !== 'completed');
    expect(services.map(({ name }) => name).sort()).toEqual(Object.keys(SIGNAL_MATRIX).sort());
    expect(healthy).toBe(true);
    const listening = new Set(listeners().map(({ port }) => port));
    for (const { name, health, pid, memoryBytes, ports, uptimeSeconds } of services) {
      expect({
        name,
        health,
        running: pid !== null,
        hasMemory: memoryBytes > 0,
        hasUptime: uptimeSeconds >= 0,
      }).toEqual({
        name,
        health: 'healthy',
        running: true,
        hasMemory: true,
        hasUptime: true,
      });
      const claimed = Object.values(ports);
      expect({ name, claims: claimed.length > 0 }).toEqual({ name, claims: true });
      expect({ name, silent: claimed.filter((port) => !listening.has(port)) }).toEqual({ name, silent: [] });
    }
  });

  it('adds up, agrees with the kernel, and stays below 3 GB', async () => {
    const status = await readStatus();
    const parts = status.processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, status.supervisor.memoryBytes);
    expect(status.memoryBytes).toBe(parts);
    const measured = memoryOfFamily(status.supervisor.pid, 'Pss');
    expect(Math.abs(status.memoryBytes / measured - 1)).toBeLessThan(0.15);
    // Not the pages of mapped files, which the kernel takes back when somebody needs them: after other suites' traces, 1 GB of Jaeger's store.
    expect(memoryOfFamily(status.supervisor.pid, 'Pss_Anon', 'Pss_Shmem')).toBeLessThan(LARGEST_MEMORY);
  });

  it('is a table for people, with the totals', async () => {
    const { stdout } = await mustSucceed(platform(['status']));
    for (const name of Object.keys(SIGNAL_MATRIX)) expect(stdout).toContain(name);
    expect(stdout).toMatch(/memory: \d+ MB/i);
  });
});

it('nothing can be reached from another machine', async () => {
  const { supervisor: own } = await readStatus();
  const open = familyOf(own.pid).flatMap(({ pid, command }) =>
    listenersOf(pid).flatMap(({ port, loopback }) => (loopback ? [] : `${port}: ${command.slice(0, 80)}`)),
  );
  expect(open).toEqual([]);
});

describe('up', () => {
  it('changes nothing where everything runs', async () => {
    const before = await pids();
    const { stdout } = await mustSucceed(platform(['up']));
    expect(stdout).toMatch(/already running/i);
    expect(await pids()).toEqual(before);
  });

  it('shows addresses that answer', async () => {
    const { stdout } = await mustSucceed(platform(['up']));
    const urls = [...stdout.matchAll(/https?:\/\/\S+/g)].map(([url]) => url);
    expect(urls.length).toBeGreaterThanOrEqual(5);
    const headers = { authorization: authorization() };
    for (const url of urls) {
      // Only Elasticsearch asks for a password.
      const asked = url.includes(`:${settings().ports.elasticsearch}/`);
      const { status } = await fetch(url, asked ? { headers } : {});
      expect({ url, status }).toEqual({ url, status: 200 });
    }
  });

  it('starts again what was stopped, and nothing else', async () => {
    const before = await pids();
    await mustSucceed(platform(['stop', 'toxiproxy']));
    const { code } = await platform(['status']);
    expect(code).not.toBe(0);
    await mustSucceed(platform(['up']));
    const { toxiproxy, ...others } = await pids();
    expect(toxiproxy).toEqual(expect.any(Number));
    expect({ ...others, toxiproxy: before['toxiproxy'] }).toEqual(before);
    expect(toxiproxy).not.toBe(before['toxiproxy']);
  });
});

describe('restart', () => {
  it('gives one service a new process and leaves the others alone', async () => {
    const before = await pids();
    await mustSucceed(platform(['restart', 'alertmanager']));
    const { alertmanager, ...others } = await pids();
    expect(alertmanager).not.toBe(before['alertmanager']);
    expect({ ...others, alertmanager: before['alertmanager'] }).toEqual(before);
    await eventually(async () => expect((await supervisor.state('alertmanager')).ready).toBe(true));
  });

  it('of a service that has crashed often waits for it all the same', async () => {
    const name = 'redis-exporter';
    for (let crash = 0; crash < 3; crash += 1) {
      const killed = await supervisor.kill(name);
      await eventually(async () => {
        const { pid, ready } = await supervisor.state(name);
        expect({ ready, isNew: pid !== undefined && pid !== killed }).toEqual({ ready: true, isNew: true });
      });
    }
    expect((await supervisor.state(name)).restarts).toBeGreaterThanOrEqual(3);
    await mustSucceed(platform(['restart', name]));
    expect((await supervisor.state(name)).ready).toBe(true);
  });

  it.each([['restart'], ['logs', '--no-follow'], ['stop']])(
    'and %s of something unknown say what there is',
    async (...words) => {
      const { code, stderr } = await platform([...words, 'no-such-service']);
      expect(code).not.toBe(0);
      expect(stderr).toContain('no-such-service');
      expect(stderr).toContain('task-service');
      expect(stderr).not.toMatch(/\n\s+at /);
    },
  );
});

describe('logs', () => {
  it('prints the last lines of a service', async () => {
    const { stdout } = await mustSucceed(platform(['logs', 'task-service', '--no-follow', '--lines', '3']));
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines)
      expect(JSON.parse(line)).toEqual(expect.objectContaining({ '@timestamp': expect.any(String) as string }));
  });
});

describe('one setting for two ports', () => {
  it('is refused with one line that names both', async () => {
    const { code, stderr } = await platform(['status'], {
      JAEGER_UI_PORT: String(settings().ports.prometheus),
    });
    expect(code).toBe(1);
    for (const named of [String(settings().ports.prometheus), 'PROMETHEUS_PORT', 'JAEGER_UI_PORT'])
      expect(stderr).toContain(named);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
