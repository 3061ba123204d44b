import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { END, lineOf, startOf, STEP, writeJournal } from './events-of-test';
import { findRun, listRuns, parseJournal, readRun } from './journals';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-journals-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const notFound = expect.objectContaining({ code: 'not_found' }) as Error;

describe('the events of a journal', () => {
  test('are its lines', () => {
    expect(parseJournal(lineOf(STEP) + lineOf(END))).toEqual([STEP, END]);
  });

  test('are those lines only that are whole, and events', () => {
    const half = lineOf(END).slice(0, 40);
    expect(parseJournal(`\n{}\nnull\n"x"\n${lineOf(STEP)}not json\n${half}`)).toEqual([STEP]);
  });
});

describe('a run', () => {
  test('that has ended has its outcome and how long it took', async () => {
    const failure = { step: 'firing', part: 'rule', message: 'it does not fire' } as const;
    writeJournal(folder, 'r1', startOf('r1'), STEP, { ...END, outcome: 'failed', failure });
    expect(await readRun(folder, 'r1')).toMatchObject({
      run: 'r1',
      drill: 'KafkaBrokerDown',
      state: 'failed',
      startedAt: '2026-11-24T10:00:00.000Z',
      speed: 10,
      seconds: 90.5,
      failure,
      start: startOf('r1'),
      events: [{ kind: 'run-started' }, STEP, { kind: 'run-ended' }],
    });
  });

  test('whose process is gone without an end was broken off', async () => {
    writeJournal(folder, 'r1', startOf('r1'), STEP);
    expect(await readRun(folder, 'r1')).toMatchObject({ state: 'broken-off' });
  });

  test('whose id another process has by now was broken off too', async () => {
    writeJournal(folder, 'r1', startOf('r1', { pid: process.pid }), STEP);
    expect(await readRun(folder, 'r1')).toMatchObject({ state: 'broken-off' });
  });

  describe('whose process goes on', () => {
    let child: ChildProcess;
    beforeEach(async () => {
      child = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1e6)', 'drill']);
      await once(child.stdout ?? child, 'data');
    });
    afterEach(() => child.kill());

    test('is running, also while its last line is half written', async () => {
      const file = writeJournal(folder, 'r1', startOf('r1', { pid: child.pid ?? 0 }), STEP);
      fs.appendFileSync(file, lineOf(END).slice(0, 30));
      const run = await readRun(folder, 'r1');
      expect(run.state).toBe('running');
      expect(run.events).toHaveLength(2);
    });
  });

  test.each(['nope', '', '.', '..', '../secret', '..%2fsecret', 'a/b', 'a\0', '-x', 'x'.repeat(122)])(
    'named "%s" is not there',
    async (name) => {
      writeJournal(path.dirname(folder), `${path.basename(folder)}-secret`, startOf('secret'));
      await expect(readRun(folder, name)).rejects.toThrow(notFound);
      await expect(readRun(folder, `../${path.basename(folder)}-secret`)).rejects.toThrow(notFound);
      fs.rmSync(`${folder}-secret.ndjson`);
    },
  );

  test('without its first line is not there', async () => {
    writeJournal(folder, 'r1', STEP);
    await expect(readRun(folder, 'r1')).rejects.toThrow(notFound);
  });
});

describe('the list of runs', () => {
  test('has the newest first, and no other file', async () => {
    writeJournal(folder, 'old', startOf('old', { at: '2026-11-24T09:00:00.000Z' }), END);
    writeJournal(folder, 'new', startOf('new', { at: '2026-11-24T11:00:00.000Z' }), END);
    fs.writeFileSync(path.join(folder, 'empty.ndjson'), '');
    fs.writeFileSync(path.join(folder, 'report.md'), lineOf(startOf('report')));
    expect((await listRuns(folder)).map(({ run }) => run)).toEqual(['new', 'old']);
  });

  test('is empty where there is no folder yet', async () => {
    expect(await listRuns(path.join(folder, 'nope'))).toEqual([]);
  });
});

describe('the run of a process', () => {
  const since = Date.parse('2026-11-24T09:59:59.000Z');

  test('is found by its id', async () => {
    writeJournal(folder, 'r1', startOf('r1', { pid: 7 }));
    writeJournal(folder, 'r2', startOf('r2', { pid: 8 }));
    expect(await findRun(folder, 8, since)).toBe('r2');
    expect(await findRun(folder, 9, since)).toBeUndefined();
    expect(await findRun(folder, undefined, since)).toBeUndefined();
  });

  test('is none that began before: that was another process of the same id', async () => {
    writeJournal(folder, 'r1', startOf('r1', { pid: 7 }));
    expect(await findRun(folder, 7, since + 10_000)).toBeUndefined();
  });
});
