import type { RunEnded } from '../drill/events';
import { sumUp, type Proof } from './proof';
import { toHtml, toMarkdown } from './report';

const AT = '2026-11-25T10:00:00.000Z';

function passed(detect: number, total: number): RunEnded {
  const timings = {
    faultToCondition: 1,
    conditionToFiring: detect - 1,
    firingToMessage: 2,
    mitigationToResolved: 3,
    total,
  };
  return { kind: 'run-ended', at: AT, outcome: 'passed', timings };
}

const failed: RunEnded = {
  kind: 'run-ended',
  at: AT,
  outcome: 'failed',
  failure: { step: 'message', part: 'route', message: 'nothing in <#critical>\nafter 60 s' },
  timings: { faultToCondition: 1, conditionToFiring: 9, total: 70 },
};

function proofOf(...ended: (readonly [string, RunEnded])[]): Proof {
  return {
    startedAt: AT,
    endedAt: AT,
    runtime: 'native',
    speed: 10,
    commit: 'abc1234',
    drills: sumUp(ended.map(([name, end]) => ({ name, end }))),
    undrilled: [{ alert: 'Watchdog', reason: 'Always fires.' }],
  };
}

test('runs of one drill are one row, with medians', () => {
  const { drills } = proofOf(['A', passed(10, 60)], ['B', passed(5, 50)], ['A', passed(14, 80)]);
  expect(drills).toEqual([
    { name: 'A', runs: 2, passed: 2, detect: 12, notify: 2, resolve: 3, total: 70, failures: [] },
    { name: 'B', runs: 1, passed: 1, detect: 5, notify: 2, resolve: 3, total: 50, failures: [] },
  ]);
});

test('what a run did not reach is told as such, and not as nought', () => {
  const quiet: RunEnded = { kind: 'run-ended', at: AT, outcome: 'passed', timings: { total: 30 } };
  expect(toMarkdown(proofOf(['quiet', quiet]))).toContain('| quiet | 1 of 1 | – | – | – | 30.0 s |');
});

test('a failure is told with the part to mend, and counted', () => {
  const text = toMarkdown(proofOf(['A', passed(10, 60)], ['A', failed], ['B', passed(5, 50)]));
  expect(text).toContain('**1 of 2 drills passed in all of their runs.**');
  expect(text).toContain('| A | 1 of 2 | 10.0 s | 2.0 s | 3.0 s | 65.0 s |');
  expect(text).toContain('- A: to mend: route, seen at “Slack hears of it”: nothing in <#critical> after 60 s');
});

test('the clock and what no drill proves are in the report', () => {
  const text = toMarkdown(proofOf(['A', passed(10, 60)]));
  expect(text).toContain('clock went 10 times as fast');
  expect(text).toContain('- Watchdog: Always fires.');
  expect(text).not.toContain('## Failed');
});

test('the page says the same, and takes no text for markup', () => {
  const page = toHtml(proofOf(['A', failed]));
  expect(page).toContain('0 of 1 drills passed');
  expect(page).toContain('nothing in &lt;#critical&gt;');
  expect(page).toContain('<tr class="failed">');
});
