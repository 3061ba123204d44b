import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { resolvePaths } from '../platform/paths';
import { clockAlertmanager } from './alertmanager';

const real = fs.readFileSync(path.join(resolvePaths().root, 'alerts/alertmanager.yml'), 'utf8');
const clock = (text: string, speed = 10) => clockAlertmanager('alertmanager.yml', text, speed);

test("in production's time the real file stays byte for byte", () => {
  expect(clock(real, 1)).toBe(real);
});

test('all waits of all routes are divided, and what resolves an alert', () => {
  const { global, route } = parse(clock(real)) as {
    global: { resolve_timeout: string };
    route: Record<string, unknown> & { routes: Record<string, unknown>[] };
  };
  expect(global.resolve_timeout).toBe('30s');
  expect(route).toMatchObject({ group_wait: '3s', group_interval: '30s', repeat_interval: '24m' });
  expect(route.routes).toMatchObject([
    { receiver: 'dead-mans-switch', group_wait: '0s', group_interval: '6s', repeat_interval: '5s' },
    { receiver: 'slack-critical', group_wait: '1s', repeat_interval: '6m' },
    { receiver: 'slack-platform', repeat_interval: '6m' },
    { receiver: 'slack-critical', group_wait: '1s', repeat_interval: '6m' },
    { receiver: 'slack-platform' },
    { receiver: 'slack-warning' },
  ]);
});

test('nothing else changes', () => {
  const without = (text: string) =>
    JSON.stringify(parse(text, { merge: true }), (key, value: unknown) =>
      /^(group_wait|group_interval|repeat_interval|resolve_timeout)$/.test(key) ? undefined : value,
    );
  expect(without(clock(real))).toBe(without(real));
});

test('mutes by time of day are taken out, at any depth; the times that they name may stay', () => {
  const text = `
route:
  receiver: a
  mute_time_intervals: [night]
  routes:
    - receiver: b
      active_time_intervals: [day]
      routes:
        - receiver: c
          mute_time_intervals: [night]
          group_wait: 20s
time_intervals: [{name: night}, {name: day}]
`;
  expect(parse(clock(text))).toEqual({
    route: { receiver: 'a', routes: [{ receiver: 'b', routes: [{ receiver: 'c', group_wait: '2s' }] }] },
    time_intervals: [{ name: 'night' }, { name: 'day' }],
  });
});

test.each([
  ['an unreadable wait', 'route: {group_wait: soon}', 'alertmanager.yml: "soon" is no duration'],
  ['a wait that makes no whole ms', 'route: {group_wait: 5ms}', 'alertmanager.yml: 5ms divided by 10'],
  ['an alias', 'x: &w 30s\nroute: {group_wait: *w }', 'alertmanager.yml: group_wait: *w has to be written out'],
  ['broken YAML', 'route: {', 'alertmanager.yml: '],
  ['a list', '[]', 'alertmanager.yml: has to be a map'],
])('%s is refused as a matter of routes', (_, text, message) => {
  expect(() => clock(text)).toThrow(message);
  expect(() => clock(text)).toThrow(expect.objectContaining({ part: 'route' }) as Error);
});
