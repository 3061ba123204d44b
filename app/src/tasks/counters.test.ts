import { renderMetrics } from '@firewatch/telemetry';
import { countTaskChange, showTaskCounters } from './counters';

test('every series of changes and summaries is there at 0 before the first of them, and counts from there', async () => {
  showTaskCounters();
  const { body: before } = await renderMetrics();
  for (const change of ['created', 'updated', 'completed', 'assigned', 'deleted'])
    expect(before).toContain(`\ntask_changes_total{change="${change}"} 0\n`);
  for (const source of ['cache', 'database']) expect(before).toContain(`\nsummary_reads_total{source="${source}"} 0\n`);

  countTaskChange('assigned');
  expect((await renderMetrics()).body).toContain('\ntask_changes_total{change="assigned"} 1\n');
});
