import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { telemetrySchema } from './config';
import { METRICS } from './names';
import { ATTRIBUTES, messagingSpanName, SPANS } from './span-names';
import type { MetricDefinition } from './names';

const README = readFileSync(join(__dirname, '../README.md'), 'utf8');
const metrics: [name: string, definition: MetricDefinition][] = Object.entries(METRICS);

/** The rows of the table below a heading of the README, cell by cell, without quotes of code. */
function tableBelow(heading: string): string[][] {
  const [, section = ''] = README.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const rows = own.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

test.each(metrics)('%s is named and defined by the conventions', (name, { type, unit, labels, help, buckets }) => {
  expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  expect(name.endsWith('_total')).toBe(type === 'counter');
  if (unit === 'seconds') expect(name).toMatch(/_seconds$/);
  if (unit === 'bytes') expect(name).toMatch(/_bytes$/);
  for (const label of labels) expect(label).toMatch(/^(?!le$|__)[a-z][a-z_]*$/);
  expect(help.length).toBeGreaterThan(20);
  expect(buckets !== undefined).toBe(type === 'histogram');
  if (buckets !== undefined) expect([...buckets]).toEqual([...new Set(buckets)].sort((a, b) => a - b));
});

test('request latency has the bound of the objective', () => {
  expect(METRICS.http_server_request_duration_seconds.buckets).toContain(0.3);
});

test('a messaging span is named after its topic', () => {
  expect(messagingSpanName('publish', 'task.created')).toBe('publish task.created');
  expect(messagingSpanName('process', 'dead-letter')).toBe('process dead-letter');
});

test('names.ts imports nothing', () => {
  expect(readFileSync(join(__dirname, 'names.ts'), 'utf8')).not.toMatch(/\bimport\b.*['"]|\brequire\(/);
});

test('the README tabulates exactly the metrics of the registry', () => {
  expect(tableBelow('Metrics')).toEqual(
    metrics.map(([name, { type, unit, labels, help }]) => [name, type, unit, labels.join(', '), help]),
  );
});

test('the README tabulates exactly our spans', () => {
  expect(tableBelow('Spans of our own')).toEqual(
    Object.values(SPANS).map(({ name, kind, parent, help }) => [name, kind, parent, help]),
  );
});

test('the README tabulates exactly our attributes, each with its meaning', () => {
  const rows = tableBelow('Attributes of our own spans');
  expect(rows.map(([name]) => name)).toEqual(Object.values(ATTRIBUTES));
  for (const [, meaning] of rows) expect(meaning).not.toBe('');
});

test('the README tabulates exactly the variables of the environment, with their forms', () => {
  const fields = Object.entries(telemetrySchema.shape);
  expect(tableBelow('Environment').map(([name, , form]) => [name, form])).toEqual(
    fields.map(([name, field]) => [name, field.description]),
  );
});
