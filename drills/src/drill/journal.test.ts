import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createJournal, nameRun, writeEvent } from './journal';

let folder: string;
beforeEach(() => (folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'journal-')), 'drills')));
afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true }));

test('a run is named by the time of its start and its drill', () => {
  expect(nameRun('quiet', new Date('2026-11-24T02:03:04.567Z'))).toBe('20261124T020304Z-quiet');
});

test('each event is a line, and there at once', () => {
  const file = createJournal(folder, 'a-run');
  writeEvent(file, { kind: 'step-started', at: '2026-11-24T02:00:00Z', step: 'clock' });
  writeEvent(file, { kind: 'step-progress', at: '2026-11-24T02:00:01Z', step: 'clock', message: 'two\nlines' });
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['step-started', 'step-progress']);
});

test('a run has one journal', () => {
  createJournal(folder, 'a-run');
  expect(() => createJournal(folder, 'a-run')).toThrow('EEXIST');
});

test('the oldest are forgotten', () => {
  for (let run = 0; run < 203; run += 1) createJournal(folder, `run-${String(run).padStart(3, '0')}`);
  const names = fs.readdirSync(folder).sort();
  expect(names).toHaveLength(201);
  expect(names[0]).toBe('run-002.ndjson');
});
