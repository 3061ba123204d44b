import fs from 'node:fs';
import path from 'node:path';
import type { DrillEvent, RunEnded, RunStarted } from '../drill/events';

/** For the tests: the events of a run, and journals of them. */
export const startOf = (run: string, others: Partial<RunStarted> = {}): RunStarted => ({
  kind: 'run-started',
  at: '2026-11-24T10:00:00.000Z',
  run,
  drill: 'KafkaBrokerDown',
  // Higher than any process's.
  pid: 4_194_305,
  speed: 10,
  fault: 'process-killed: process kafka-2',
  steps: ['baseline', 'inject'],
  ...others,
});

export const END: RunEnded = {
  kind: 'run-ended',
  at: '2026-11-24T10:01:30.500Z',
  outcome: 'passed',
  timings: { total: 90.5 },
};

export const STEP: DrillEvent = { kind: 'step-started', at: '2026-11-24T10:00:01.000Z', step: 'baseline' };

export const lineOf = (event: DrillEvent): string => `${JSON.stringify(event)}\n`;

export function writeJournal(folder: string, run: string, ...events: readonly DrillEvent[]): string {
  const file = path.join(folder, `${run}.ndjson`);
  fs.writeFileSync(file, events.map(lineOf).join(''));
  return file;
}
