import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { resolvePaths } from '../platform/paths';
import { clockPrometheus, prometheusFlags } from './prometheus';

const real = fs.readFileSync(path.join(resolvePaths().root, 'infra/config/prometheus/prometheus.yml'), 'utf8');
const clock = (text: string, speed = 10) => clockPrometheus('prometheus.yml', text, speed);

test("in production's time the real file stays byte for byte", () => {
  expect(clock(real, 1)).toBe(real);
});

test('only the three intervals change', () => {
  const { global: before, ...restBefore } = parse(real) as { global: object };
  const { global: after, ...restAfter } = parse(clock(real)) as { global: object };
  expect(after).toEqual({ ...before, scrape_interval: '1500ms', evaluation_interval: '1500ms', scrape_timeout: '1s' });
  expect(restAfter).toEqual(restBefore);
});

test("a job's own intervals are divided, too; how often its targets are read is not", () => {
  const text = `
scrape_configs:
  - {job_name: slow, scrape_interval: 1m, scrape_timeout: 30s, file_sd_configs: [{files: [a.json], refresh_interval: 30s}]}
`;
  expect(parse(clock(text))).toEqual({
    scrape_configs: [
      {
        job_name: 'slow',
        scrape_interval: '6s',
        scrape_timeout: '3s',
        file_sd_configs: [{ files: ['a.json'], refresh_interval: '30s' }],
      },
    ],
  });
});

test('an interval that makes no whole ms is refused as a matter of the platform', () => {
  expect(() => clock(real, 3)).toThrow('prometheus.yml: 10s divided by 3 is no whole number of milliseconds');
  expect(() => clock(real, 3)).toThrow(expect.objectContaining({ part: 'platform' }) as Error);
});

test('the flags are divided likewise; in production there are none, since the defaults are its own', () => {
  expect(prometheusFlags(1)).toEqual([]);
  expect(prometheusFlags(10)).toEqual([
    '--query.lookback-delta=30s',
    '--rules.alert.resend-delay=6s',
    '--rules.alert.for-grace-period=1m',
    '--rules.alert.for-outage-tolerance=6m',
  ]);
});
