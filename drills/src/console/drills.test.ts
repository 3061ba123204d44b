import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describeFault, listDrills, readDrill } from './drills';
import { END, startOf, writeJournal } from './events-of-test';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-drills-'));
const folders = { runbooks: path.join(root, 'runbooks'), journals: path.join(root, 'journals') };
beforeAll(() => {
  for (const folder of Object.values(folders)) fs.mkdirSync(folder);
  const page = (drill: string) => `---\nseverity: critical\nteam: api\ndrill: ${drill}\n---\n# x\n`;
  fs.writeFileSync(
    path.join(folders.runbooks, 'KafkaBrokerDown.md'),
    page('{ fault: { name: process-killed, process: kafka-2 } }'),
  );
  fs.writeFileSync(path.join(folders.runbooks, 'Other.md'), page('undrilled'));
  writeJournal(folders.journals, 'r1', startOf('r1'), END);
  writeJournal(folders.journals, 'r2', startOf('r2', { at: '2026-11-24T11:00:00.000Z' }), END);
  writeJournal(folders.journals, 'r3', startOf('r3', { drill: 'quiet', at: '2026-11-24T09:00:00.000Z' }), END);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

test('are those that the runbooks declare and those that break nothing, with their last run', async () => {
  const { drills, runs } = await listDrills(folders);
  expect(drills).toMatchObject([
    {
      name: 'KafkaBrokerDown',
      description: 'process-killed: process kafka-2',
      severity: 'critical',
      lastRun: { run: 'r2', state: 'passed' },
    },
    { name: 'quiet', lastRun: { run: 'r3' } },
    { name: 'start' },
  ]);
  expect(runs.map(({ run }) => run)).toEqual(['r2', 'r1', 'r3']);
});

test('one of them has its own runs', async () => {
  expect((await readDrill(folders, 'KafkaBrokerDown')).runs.map(({ run }) => run)).toEqual(['r2', 'r1']);
});

test.each(['Other', 'nope', ''])('"%s" is none', async (name) => {
  await expect(readDrill(folders, name)).rejects.toThrow(expect.objectContaining({ code: 'not_found' }) as Error);
});

test.each([
  [{ fault: { name: 'http-errors', ratio: 0.5 } }, 'http-errors: ratio 0.5'],
  [{ fault: { name: 'full-disk' } }, 'full-disk'],
  [{}, 'a fault that the runbook does not name'],
])('the fault of %j is told', (drill, text) => {
  expect(describeFault(drill)).toBe(text);
});
