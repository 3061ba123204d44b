import { parseContainers } from './containers';
import { parseUsage } from './memory';

const container = (state: object) => ({
  Id: 'abc',
  RestartCount: 2,
  Config: { Labels: { 'com.docker.compose.service': 'redis' } },
  State: { Status: 'running', ExitCode: 0, Pid: 42, StartedAt: '2026-11-28T18:00:00.5Z', ...state },
});

test('a container with a health check', () => {
  const Health = { Status: 'unhealthy', Log: [{ Output: 'first' }, { Output: 'refused\n' }] };
  expect(parseContainers(JSON.stringify([container({ Health })]))).toEqual([
    {
      id: 'abc',
      service: 'redis',
      status: 'running',
      health: 'unhealthy',
      lastCheck: 'refused',
      exitCode: 0,
      restarts: 2,
      pid: 42,
      startedAt: Date.parse('2026-11-28T18:00:00.5Z'),
    },
  ]);
});

test('a container that was never started, without a health check', () => {
  const state = { Status: 'created', Pid: 0, StartedAt: '0001-01-01T00:00:00Z' };
  const [parsed] = parseContainers(JSON.stringify([container(state)]));
  expect(parsed).toMatchObject({ status: 'created', startedAt: 0 });
  expect(parsed).not.toHaveProperty('pid');
  expect(parsed).not.toHaveProperty('health');
});

test.each([
  ['12.5MiB / 256MiB', 13_107_200],
  ['748KiB / 23.5GiB', 765_952],
  ['1.5GiB / 2GiB', 1_610_612_736],
  ['0B / 0B', 0],
  ['-- / --', 0],
])('a use of %s', (usage, bytes) => {
  expect(parseUsage(usage)).toBe(bytes);
});
