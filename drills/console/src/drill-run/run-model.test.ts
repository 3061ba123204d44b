import type { DrillEvent } from '../../../src/drill/events';
import { marksOf } from './run-marks';
import { modelRun } from './run-model';

const at = '2026-11-24T03:00:00.000Z';
const later = '2026-11-24T03:00:10.500Z';
const started: DrillEvent = {
  kind: 'run-started',
  at,
  run: 'r',
  drill: 'KafkaBrokerDown',
  pid: 1,
  speed: 10,
  fault: 'kafka-2 is killed',
  steps: ['inject', 'pending', 'firing'],
};

it('knows all steps of a run that has only just begun', () => {
  const { steps, end } = modelRun([started]);
  expect(steps.map(({ id, state }) => [id, state])).toEqual([
    ['inject', 'waiting'],
    ['pending', 'waiting'],
    ['firing', 'waiting'],
  ]);
  expect(steps[0]?.title).toBe('Inject the fault');
  expect(end).toBeUndefined();
});

it('keeps what a step said, ran and came to', () => {
  const block = {
    kind: 'block-ran',
    at,
    step: 'inject',
    language: 'sh',
    code: 'a',
    output: 'b',
    matches: true,
  } as const;
  const { steps } = modelRun([
    started,
    { kind: 'step-started', at, step: 'inject' },
    { kind: 'step-progress', at, step: 'inject', message: 'killing' },
    block,
    { kind: 'step-ended', at: later, step: 'inject', outcome: 'passed', seconds: 10.5, message: 'killed' },
    { kind: 'step-started', at: later, step: 'pending' },
  ]);
  expect(steps[0]).toMatchObject({ state: 'passed', seconds: 10.5, message: 'killed', blocks: [block] });
  expect(steps[0]?.progress.map(({ message }) => message)).toEqual(['killing']);
  expect(steps[1]).toMatchObject({ state: 'running', startedAt: later });
});

it('has the rule and the end', () => {
  const rule: DrillEvent = { kind: 'rule-loaded', at, expression: 'up == 0', for: 6, interval: 1.5 };
  const end: DrillEvent = { kind: 'run-ended', at, outcome: 'aborted', timings: { total: 4 } };
  expect(modelRun([started, rule, end])).toMatchObject({ rule, end });
});

it('marks the ends of the steps that passed, and no others', () => {
  const { steps } = modelRun([
    started,
    { kind: 'step-ended', at: later, step: 'inject', outcome: 'passed', seconds: 1, message: '' },
    { kind: 'step-ended', at: later, step: 'pending', outcome: 'failed', seconds: 1, message: '' },
  ]);
  expect(marksOf({ steps })).toEqual([{ label: 'injected', color: 'var(--text)', at: Date.parse(later) / 1000 }]);
});
