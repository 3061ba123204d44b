import { searchLogs } from './platform/elasticsearch';
import { eventually } from './platform/eventually';
import { findSpans } from './platform/jaeger';
import { runningProcesses } from './platform/processes';
import { query } from './platform/prometheus';
import { settings } from './platform/settings';
import { SIGNAL_MATRIX } from './signal-matrix';

const components = Object.entries(SIGNAL_MATRIX);
const PATIENCE = { timeout: 60_000, interval: 500 };

it('has a row for every process that runs, and none for what does not', async () => {
  expect((await runningProcesses()).sort()).toEqual(Object.keys(SIGNAL_MATRIX).sort());
});

it.each(components)('%s has logs', async (name) => {
  await eventually(async () => {
    const { total } = await searchLogs({ term: { 'service.name': name } });
    expect(total).toBeGreaterThan(0);
  }, PATIENCE);
});

it.each(components)('%s has metrics', async (_, { target, metric }) => {
  await eventually(async () => {
    const up = await query(`up{job="${target.job}", instance="127.0.0.1:${settings().ports[target.port]}"}`);
    expect(up.map(({ value }) => value)).toEqual([1]);
    expect((await query(metric)).length).toBeGreaterThan(0);
  }, PATIENCE);
});

it.each(components.flatMap(([name, { traces }]) => (traces === undefined ? [] : [[name, traces] as const])))(
  '%s has traces',
  async (_, service) => {
    await eventually(async () => expect((await findSpans(service)).length).toBeGreaterThan(0), PATIENCE);
  },
);
