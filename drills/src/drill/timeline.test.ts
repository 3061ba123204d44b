import type { DrillEvent } from './events';
import { Timeline, type Screen } from './timeline';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 2, 0, 0) + seconds * 1000).toISOString();

const EVENTS: readonly DrillEvent[] = [
  {
    kind: 'run-started',
    at: at(0),
    run: 'r',
    drill: 'Down',
    pid: 1,
    speed: 10,
    fault: 'it is killed',
    steps: ['inject', 'diagnosis'],
  },
  { kind: 'step-started', at: at(0), step: 'inject' },
  { kind: 'step-progress', at: at(1.5), step: 'inject', message: 'under way' },
  { kind: 'step-ended', at: at(2), step: 'inject', outcome: 'passed', seconds: 2, message: 'killed' },
  {
    kind: 'block-ran',
    at: at(3),
    step: 'diagnosis',
    language: 'promql',
    code: 'up',
    output: '1',
    expected: '0',
    matches: false,
  },
  { kind: 'step-ended', at: at(3), step: 'quiet', outcome: 'skipped', seconds: 0, message: '' },
  {
    kind: 'run-ended',
    at: at(4),
    outcome: 'failed',
    failure: { step: 'diagnosis', part: 'runbook', message: 'it shows 1' },
    timings: { total: 4 },
  },
];

function show(events: readonly DrillEvent[], isTTY: boolean): string {
  let shown = '';
  const screen: Screen = { isTTY, columns: 100, write: (text) => (shown += text) };
  const timeline = new Timeline(screen);
  for (const event of events) timeline.show(event);
  return shown;
}

test('elsewhere than on a terminal each event is a plain line', () => {
  expect(show(EVENTS, false).split('\n')).toEqual([
    'Down  it is killed; clock ×10; run r',
    '    1.5 s    under way',
    `    2.0 s  ✔ ${'Inject the fault'.padEnd(45)}    2.0 s  killed`,
    '            ✖ promql  up',
    '            the page says:',
    '              0',
    '            it shows:',
    '              1',
    'FAILED after 4 s',
    '  to mend: runbook, seen at "The runbook\'s diagnosis shows what it says"',
    '  it shows 1',
    '',
  ]);
});

test('a run that passed tells what was measured, and what was allowed', () => {
  const ended: DrillEvent = {
    kind: 'run-ended',
    at: at(60),
    outcome: 'passed',
    timings: { faultToCondition: 1, conditionToFiring: 7.25, conditionToFiringAllowed: 7.5, total: 60 },
  };
  expect(show([ended], false)).toBe(
    'PASSED after 60 s  fault → condition 1.0 s, condition → firing 7.3 s (allowed 7.5 s)\n',
  );
});

describe('on a terminal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('the last line says what is under way, and gives way to the next', () => {
    let shown = '';
    const timeline = new Timeline({ isTTY: true, columns: 40, write: (text) => (shown += text) });
    for (const event of EVENTS.slice(0, 2)) timeline.show(event);
    shown = '';
    jest.advanceTimersByTime(1000);
    expect(shown).toMatch(/Inject the fault \(\d s\)$/);
    shown = '';
    for (const event of EVENTS.slice(3)) timeline.show(event);
    expect(shown.startsWith('\r')).toBe(true);
    shown = '';
    jest.advanceTimersByTime(5000);
    expect(shown).toBe('');
  });
});
