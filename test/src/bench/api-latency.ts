import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Benchmark, PreparedBenchmark, Side } from './benchmark';
import { percentiles } from './percentiles';
import { ScratchService } from './scratch-service';
import { sendAtRate } from './send-at-rate';

// So few a second that two processors have time to spare: where they have none (60 a second on two), the ratio says only that
// publishing takes some of theirs.
const REQUESTS = 600;
const PER_SECOND = 20;

/** An INSERT into this table then does nothing at all, and wakes nobody. */
const NO_ROW = 'CREATE RULE bench_no_row AS ON INSERT TO outbox DO INSTEAD NOTHING';

/** How long `POST /tasks` takes: with the relay of the same process publishing, with it stopped, and with no outbox row at all. */
export const apiLatency: Benchmark = {
  name: 'api-latency',
  title: 'API latency with publishing and without',
  async prepare(): Promise<PreparedBenchmark> {
    const services = {
      publishing: await ScratchService.start('publishing', { OUTBOX_RELAY: 'on' }),
      'relay stopped': await ScratchService.start('stopped', { OUTBOX_RELAY: 'off' }),
      'no outbox row': await ScratchService.start('no_row', { OUTBOX_RELAY: 'off' }),
    };
    await services['no outbox row'].database.rows(NO_ROW);
    const users = await Promise.all(
      Object.entries(services).map(async ([name, service]) => ({ name, service, user: await logIn(service.url) })),
    );
    return {
      sides: users.map(({ name, service, user }): Side => ({ name, measure: () => measure(service.url, user.token) })),
      userIds: users.map(({ user }) => user.id),
      async close() {
        for (const service of Object.values(services)) await service.close();
      },
    };
  },
};

async function measure(url: string, token: string) {
  const durations = await sendAtRate(REQUESTS, PER_SECOND, () => post(url, '/tasks', { title: 'A task' }, token));
  return percentiles(durations);
}

async function logIn(url: string): Promise<{ id: string; token: string }> {
  const credentials = { email: `${randomUUID()}@firewatch.example`, password: randomUUID() };
  const user = await post(url, '/auth/register', { ...credentials, displayName: 'Bench' });
  const grant = await post(url, '/auth/login', credentials);
  return { id: z.object({ id: z.string() }).parse(user).id, token: tokenSchema.parse(grant).accessToken };
}

const tokenSchema = z.object({ accessToken: z.string() });

/** @throws Error unless it is answered with success */
async function post(url: string, path: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}
