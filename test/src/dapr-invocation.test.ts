import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newAccount } from './platform/api-client';
import { eventually } from './platform/eventually';
import { exposedSamples } from './platform/exposition';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { ScratchSidecar } from './platform/scratch-sidecar';
import { paths, settings } from './platform/settings';
import { askSidecar } from './platform/sidecar';
import { SlowLink } from './platform/slow-link';

// By infra/config/dapr/resiliency/invocation.yaml, in milliseconds.
const ATTEMPT_MS = 2_000;
const ATTEMPTS = 3;
const BETWEEN_ATTEMPTS_MS = 750;
const OPEN_MS = 10_000;
const FAILURES_TO_OPEN = 5;
/** For all that is not waiting. */
const MARGIN_MS = 1_000;

const QUESTION = `/v1.0/invoke/task-service/method/internal/users?id=${randomUUID()}`;

let link: SlowLink;
let sidecar: ScratchSidecar;

beforeAll(async () => {
  await waitUntilAllReady();
  link = await SlowLink.open(settings().ports.taskServiceDaprInternal);
});
afterAll(() => link.close());
// A breaker that is closed, each time.
beforeEach(async () => {
  sidecar = await ScratchSidecar.start({
    appId: 'consumer',
    resources: [readFileSync(path.join(paths.root, 'infra/config/dapr/resiliency/invocation.yaml'), 'utf8')],
    configuration: finds('task-service', link.port),
  });
});
afterEach(async () => {
  await sidecar.stop();
  await link.mend();
});

async function ask(): Promise<{ status: number; body: string; duration: number }> {
  const start = performance.now();
  const { status, body } = await sidecar.ask('GET', QUESTION);
  return { status, body, duration: performance.now() - start };
}

it('is answered through mTLS from sidecar to sidecar', async () => {
  expect(await ask()).toMatchObject({ status: 200, body: '{"items":[]}' });
});

it('gives each attempt its time, tries again, and opens the circuit before the callers pile up', async () => {
  await link.slow(60_000);
  const first = await ask();
  expect(first.status).toBe(500);
  const longest = ATTEMPTS * ATTEMPT_MS + (ATTEMPTS - 1) * BETWEEN_ATTEMPTS_MS;
  expect(first.duration).toBeGreaterThan(longest - MARGIN_MS);
  expect(first.duration).toBeLessThan(longest + MARGIN_MS);

  const second = await ask();
  expect(second.status).toBe(500);
  expect(second.duration).toBeLessThan((FAILURES_TO_OPEN - ATTEMPTS) * (ATTEMPT_MS + BETWEEN_ATTEMPTS_MS) + MARGIN_MS);

  const third = await ask();
  expect(third).toMatchObject({ status: 500, body: expect.stringContaining('circuit breaker is open') as string });
  expect(third.duration).toBeLessThan(MARGIN_MS);
  expect(await circuit('open')).toBe(1);

  await link.mend();
  await eventually(async () => expect((await ask()).status).toBe(200), { timeout: OPEN_MS + 5 * MARGIN_MS });
  // The metric tells the state that an execution met.
  expect((await ask()).status).toBe(200);
  expect(await circuit('closed')).toBe(1);
});

it('outlives a short loss of the way without an error', async () => {
  await ask();
  await link.cut();
  const answer = ask();
  await link.mend();
  expect(await answer).toMatchObject({ status: 200 });
});

it('does not count a user that there is not as a failure', async () => {
  for (let time = 0; time < 2 * FAILURES_TO_OPEN; time += 1) expect((await ask()).status).toBe(200);
  expect(await circuit('open')).toBe(0);
});

describe('while Sentry is away', () => {
  beforeEach(() => supervisor.stop('sentry'));
  afterEach(async () => {
    await supervisor.start('sentry');
    await supervisor.waitUntilReady('sentry');
  });

  it('those that have a certificate go on', async () => {
    const { id } = await newAccount();
    const { status, body } = await askSidecar('consumer', 'GET', `/invoke/task-service/method/internal/users?id=${id}`);
    expect({ status, body: JSON.parse(body) as unknown }).toEqual({
      status: 200,
      body: { items: [{ id, displayName: 'Test' }] },
    });
    expect(await ask()).toMatchObject({ status: 200 });
  });

  it('a sidecar that starts waits for it, and lets nobody in without a certificate meanwhile', async () => {
    const starting = ScratchSidecar.start({ appId: 'consumer', configuration: finds('task-service', link.port) });
    await supervisor.start('sentry');
    const started = await starting;
    try {
      expect((await started.ask('GET', QUESTION)).status).toBe(200);
    } finally {
      await started.stop();
    }
  });
});

/** 1 when the breaker of the task service is in this state, else 0, by the sidecar's own metrics. */
async function circuit(state: 'open' | 'closed'): Promise<number> {
  const samples = await exposedSamples(sidecar.exposing, 'dapr_resiliency_cb_state');
  return Math.max(0, ...samples.filter(({ labels }) => labels['status'] === state).map(({ value }) => value));
}

/** Name resolution in the platform's place. */
function finds(appId: string, port: number): string {
  return [
    'apiVersion: dapr.io/v1alpha1',
    'kind: Configuration',
    'metadata: { name: found-elsewhere }',
    'spec:',
    '  nameResolution:',
    '    component: static',
    '    version: v1',
    `    configuration: { ${appId}: "127.0.0.1:${port}" }`,
  ].join('\n');
}
