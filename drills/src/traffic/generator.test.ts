import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { createSend } from './api-client';
import { Generator, type Result } from './generator';
import { MAX_TASKS_PER_USER } from './mix';
import { seededRandom } from './random';
import { createUsers } from './user';

/** A task service of a few lines: enough of the API for the generator to meet every kind of answer. */
class TinyService {
  readonly accounts = new Set<string>();
  readonly tasks = new Map<string, Map<string, string>>();
  mostTasks = 0;
  private readonly refreshTokens = new Map<string, string>();
  private readonly server: Server;

  /** @param tokenSeconds how long an access token is good */
  constructor(private readonly tokenSeconds: number) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
    const email = request.headers.authorization?.replace('Bearer ', '') ?? body['email'] ?? '';
    const tasks = this.tasks.get(email) ?? new Map<string, string>();
    const [, area, id, verb] = new URL(request.url ?? '', 'http://localhost').pathname.split('/');
    const reply = (status: number, content?: unknown) => response.writeHead(status).end(JSON.stringify(content));
    const task = (taskId: string) => ({ id: taskId, ownerId: email, status: tasks.get(taskId) });

    if (id === 'register') {
      this.accounts.add(email);
      this.tasks.set(email, tasks);
      return void reply(201, {});
    }
    if (id === 'login') {
      const known = this.accounts.has(email) && body['password'] === 'secret';
      return known ? void reply(200, this.grant(email)) : void reply(401, {});
    }
    if (id === 'refresh') {
      const shown = body['refreshToken'] ?? '';
      const owner = this.refreshTokens.get(shown);
      this.refreshTokens.delete(shown);
      return owner === undefined ? void reply(401, {}) : void reply(200, this.grant(owner));
    }
    if (area === 'me') return void reply(200, {});
    if (id === undefined && request.method === 'GET')
      return void reply(200, { items: [...tasks.keys()].map(task), nextCursor: null });
    if (id === undefined) {
      if (body['title'] === '') return void reply(422, {});
      const created = randomUUID();
      tasks.set(created, 'open');
      this.mostTasks = Math.max(this.mostTasks, tasks.size);
      return void reply(201, task(created));
    }
    if (!tasks.has(id)) return void reply(404, {});
    if (request.method === 'DELETE') {
      tasks.delete(id);
      return void response.writeHead(204).end();
    }
    if (verb === 'complete') tasks.set(id, 'completed');
    if (verb === 'assignee' && !this.accounts.has(body['userId'] ?? '')) return void reply(422, {});
    reply(200, task(id));
  }

  private grant(email: string) {
    const refreshToken = randomUUID();
    this.refreshTokens.set(refreshToken, email);
    return { accessToken: email, expiresIn: this.tokenSeconds, refreshToken };
  }

  forgetRefreshTokens(): void {
    this.refreshTokens.clear();
  }
}

interface Run {
  readonly counts: Map<string, number>;
  readonly availability: boolean[];
  readonly stop: () => Promise<void>;
  /** Resolves when `condition` holds after some arrival. */
  readonly until: (condition: () => boolean) => Promise<void>;
}

function start(port: number, rate: number): Run {
  const counts = new Map<string, number>();
  const availability: boolean[] = [];
  const waiting = new Set<() => void>();
  const generator = new Generator({
    rate,
    users: createUsers(3, 'secret'),
    send: createSend(`http://127.0.0.1:${port}`),
    random: seededRandom(11),
    observe: (operation, result: Result, count) => {
      for (const key of [`${operation} ${result}`, result]) counts.set(key, (counts.get(key) ?? 0) + count);
      for (const check of waiting) check();
    },
    onAvailability: (available) => availability.push(available),
  });
  const abort = new AbortController();
  const done = generator.run(abort.signal);
  return {
    counts,
    availability,
    stop: async () => {
      abort.abort();
      await done;
    },
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function service(port?: number, tokenSeconds = 900): Promise<{ service: TinyService; port: number }> {
  const tiny = new TinyService(tokenSeconds);
  const opened = await tiny.listen(port);
  cleanUps.push(() => tiny.close());
  return { service: tiny, port: opened };
}

it('registers its users once, logs them in, and does what the mix says with nothing unexpected', async () => {
  const { service: tiny, port } = await service();
  const run = start(port, 400);
  cleanUps.push(run.stop);
  await run.until(() => (run.counts.get('ok') ?? 0) >= 1_000 && (run.counts.get('login ok') ?? 0) >= 3);
  await run.stop();

  expect([...tiny.accounts].sort()).toEqual([1, 2, 3].map((n) => `traffic-${n}@firewatch.example`));
  expect(run.counts.get('login ok')).toBe(3);
  const operations = ['list', 'get', 'create', 'summary', 'update', 'complete', 'assign', 'delete'];
  expect(operations.filter((operation) => !run.counts.has(`${operation} ok`))).toEqual([]);
  expect(run.counts.get('get_missing refused') ?? 0).toBeGreaterThan(0);
  expect(run.counts.get('create_invalid refused') ?? 0).toBeGreaterThan(0);
  expect(run.counts.get('login_refused refused') ?? 0).toBeLessThanOrEqual(1);
  expect(run.counts.get('unexpected') ?? 0).toBe(0);
  expect(run.counts.get('unanswered') ?? 0).toBe(0);
  expect(tiny.mostTasks).toBeLessThanOrEqual(MAX_TASKS_PER_USER);
}, 20_000);

it('holds back while the service is away, and goes on with the same tokens when it is back', async () => {
  const first = await service();
  const run = start(first.port, 200);
  cleanUps.push(run.stop);
  await run.until(() => (run.counts.get('create ok') ?? 0) > 0);
  await first.service.close();
  await run.until(() => (run.counts.get('held_back') ?? 0) > 0);
  expect(run.availability[0]).toBe(false);

  const answered = run.counts.get('ok') ?? 0;
  await service(first.port);
  await run.until(() => (run.counts.get('ok') ?? 0) > answered + 5);
  expect(run.availability).toContain(true);
}, 20_000);

it('goes on after its tokens ended, by refreshing them, and by logging in where that is refused', async () => {
  const { service: tiny, port } = await service(undefined, 0.5);
  const run = start(port, 200);
  cleanUps.push(run.stop);
  await run.until(() => (run.counts.get('refresh ok') ?? 0) >= 6);
  expect(run.counts.get('login ok')).toBeLessThanOrEqual(3);
  expect(run.counts.get('unexpected') ?? 0).toBe(0);

  const before = run.counts.get('login ok') ?? 0;
  tiny.forgetRefreshTokens();
  await run.until(() => (run.counts.get('refresh unexpected') ?? 0) > 0 && (run.counts.get('login ok') ?? 0) > before);
}, 20_000);
