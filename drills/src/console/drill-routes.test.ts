import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { renderMetrics } from '@firewatch/telemetry';
import { until } from '../drill/until';
import { ConsoleOfTest } from './console-of-test';
import { END, lineOf, startOf, STEP } from './events-of-test';

const never = new AbortController().signal;
const console = new ConsoleOfTest();
/** A drill that leaves its journal and ends. */
const COMMAND = `
  const [, , drill, ...others] = process.argv.slice(1);
  const start = { kind: 'run-started', at: new Date().toISOString(), run: 'started', drill, pid: process.pid, speed: 1, fault: others.join(' '), steps: [] };
  require('node:fs').writeFileSync('journals/started.ndjson', JSON.stringify(start) + '\\n');`;
beforeAll(() => console.start({}, [process.execPath, '-e', COMMAND, '--']));
afterAll(() => console.stop());

const journal = (run: string): string => path.join(console.root, 'journals', `${run}.ndjson`);

async function openStreams(): Promise<number> {
  return Number(/^console_event_streams (\d+)$/m.exec((await renderMetrics()).body)?.[1]);
}

class Stream {
  text = '';
  headers: http.IncomingHttpHeaders = {};
  ended = false;
  readonly #request: http.ClientRequest;

  constructor(run: string, headers: Readonly<Record<string, string>> = {}) {
    const target = { port: console.port, path: `/api/drills/runs/${run}/events` };
    this.#request = http.get({ ...target, headers: { host: `localhost:${console.port}`, ...headers } }, (response) => {
      this.headers = response.headers;
      response.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
      response.on('end', () => (this.ended = true));
      response.on('error', () => undefined);
    });
    this.#request.on('error', () => undefined);
  }

  async until(check: (stream: Stream) => boolean): Promise<void> {
    const done = async () => Promise.resolve(check(this) ? true : undefined);
    if (!(await until(done, { timeoutMs: 5_000, everyMs: 10, signal: never }))) throw new Error(`it has ${this.text}`);
  }

  close(): void {
    this.#request.destroy();
  }
}

const frame = (id: number, event: Parameters<typeof lineOf>[0]): string =>
  `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;

describe('the events of a run', () => {
  test('come at once, then each as it is written, until the end', async () => {
    fs.writeFileSync(journal('live'), lineOf(startOf('live')) + lineOf(STEP));
    const stream = new Stream('live');
    await stream.until(({ text }) => text === frame(0, startOf('live')) + frame(1, STEP));
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(await openStreams()).toBe(1);
    fs.appendFileSync(journal('live'), lineOf(END));
    await stream.until(({ ended }) => ended);
    expect(stream.text.endsWith(frame(2, END))).toBe(true);
    expect(await openStreams()).toBe(0);
  });

  test.each([
    ['1', [2]],
    ['2', []],
    ['nonsense', [0, 1, 2]],
    ['-1', [0, 1, 2]],
  ])('after a cut go on behind the one that was seen last (%s)', async (seen, expected) => {
    fs.writeFileSync(journal('cut'), lineOf(startOf('cut')) + lineOf(STEP) + lineOf(END));
    const stream = new Stream('cut', { 'last-event-id': seen });
    await stream.until(({ ended }) => ended);
    expect([...stream.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(expected);
  });

  test('are not followed any more when the page is closed', async () => {
    fs.writeFileSync(journal('left'), lineOf(startOf('left')));
    const stream = new Stream('left');
    await stream.until(({ text }) => text !== '');
    expect(await openStreams()).toBe(1);
    stream.close();
    const closed = async () => ((await openStreams()) === 0 ? true : undefined);
    expect(await until(closed, { timeoutMs: 5_000, everyMs: 10, signal: never })).toBe(true);
  });

  test('of a run that is not there are not found', async () => {
    expect((await console.ask('/api/drills/runs/nope/events')).status).toBe(404);
  });
});

describe('a drill', () => {
  const start = (drill: string, body?: unknown) =>
    console.ask(`/api/drills/${drill}/runs`, {
      method: 'POST',
      headers: { ...console.permission, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  test('is started, at the speed asked for', async () => {
    const { status, text } = await start('quiet', { speed: 2.5 });
    expect([status, text]).toEqual([201, '{"run":"started"}']);
    const { text: run } = await console.ask('/api/drills/runs/started');
    expect(JSON.parse(run)).toMatchObject({ drill: 'quiet', start: { fault: '--json --speed 2.5' } });
  });

  test('is started at its own speed without one', async () => {
    fs.rmSync(journal('started'), { force: true });
    expect((await start('quiet')).status).toBe(201);
  });

  test.each([0.9, 10.1, 0, -1, '5', null])('is not started at a speed of %j', async (speed) => {
    const { status, text } = await start('quiet', { speed });
    expect(status).toBe(400);
    expect(text).toContain('speed');
  });

  test.each(['nope', '--help', '..%2fquiet'])('named %s is not there', async (name) => {
    expect((await start(name, {})).status).toBe(404);
  });

  test('that has ended cannot be aborted', async () => {
    fs.writeFileSync(journal('over'), lineOf(startOf('over')) + lineOf(END));
    const { status, text } = await console.ask('/api/drills/runs/over/abort', {
      method: 'POST',
      headers: console.permission,
    });
    expect([status, JSON.parse(text)]).toMatchObject([409, { code: 'run_over' }]);
  });
});
