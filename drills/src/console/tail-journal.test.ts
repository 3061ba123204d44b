import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DrillEvent } from '../drill/events';
import { END, lineOf, startOf, STEP, writeJournal } from './events-of-test';
import { tailJournal } from './tail-journal';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-tail-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function collect(events: AsyncIterable<DrillEvent>): Promise<readonly string[]> {
  const kinds: string[] = [];
  for await (const { kind } of events) kinds.push(kind);
  return kinds;
}

const never = new AbortController().signal;

test('of a run that has ended gives all events, and ends', async () => {
  const file = writeJournal(folder, 'ended', startOf('ended'), STEP, END);
  expect(await collect(tailJournal(file, never))).toEqual(['run-started', 'step-started', 'run-ended']);
});

test('gives each event as it is written, a line only when it is whole, even cut within a character', async () => {
  const message = 'it says “é ✓”';
  const line = Buffer.from(lineOf({ kind: 'step-progress', at: STEP.at, step: 'baseline', message }));
  const cut = line.indexOf(Buffer.from('✓')) + 1;
  const file = writeJournal(folder, 'live', startOf('live'));
  fs.appendFileSync(file, line.subarray(0, cut));

  const tail = tailJournal(file, never);
  // The half line was read together with this one.
  expect(await tail.next()).toMatchObject({ value: { kind: 'run-started' } });
  const next = tail.next();
  fs.appendFileSync(file, line.subarray(cut));
  expect(await next).toMatchObject({ value: { kind: 'step-progress', message } });

  fs.appendFileSync(file, lineOf(END));
  expect(await tail.next()).toMatchObject({ value: { kind: 'run-ended' } });
  expect(await tail.next()).toMatchObject({ done: true });
});

test('gives events that are larger than what is read at once', async () => {
  const message = 'x'.repeat(200_000);
  const file = writeJournal(
    folder,
    'large',
    startOf('large'),
    { kind: 'step-progress', at: STEP.at, step: 'baseline', message },
    END,
  );
  expect(await collect(tailJournal(file, never))).toEqual(['run-started', 'step-progress', 'run-ended']);
});

test('ends when nobody listens any more', async () => {
  const file = writeJournal(folder, 'left', startOf('left'));
  const gone = new AbortController();
  const tail = tailJournal(file, gone.signal);
  await tail.next();
  const next = tail.next();
  gone.abort();
  expect(await next).toMatchObject({ done: true });
});
