import { duration, formatStatus, type PlatformStatus } from './status';

const process = {
  name: 'redis',
  kind: 'service',
  health: 'healthy',
  status: 'Running',
  pid: 42,
  memoryBytes: 7.4 * 2 ** 20,
  ports: { redis: 6379 },
  uptimeSeconds: 61,
  restarts: 0,
} as const;

const status: PlatformStatus = {
  healthy: false,
  healthyAfterSeconds: 31.5,
  memoryBytes: 1_500 * 2 ** 20,
  supervisor: { pid: 7, memoryBytes: 40 * 2 ** 20 },
  processes: [
    process,
    { ...process, name: 'kafka-1', health: 'unhealthy', status: 'Restarting', pid: null, ports: {}, restarts: 3 },
    { ...process, name: 'traffic', kind: 'manual', health: 'off', status: 'Disabled', pid: null },
  ],
};

test('the table has one aligned row a process, sorted, and the two figures below', () => {
  const lines = formatStatus(status).split('\n');
  expect(lines).toEqual([
    'SERVICE       HEALTH                  PID  MB  UPTIME  RESTARTS  PORTS',
    'kafka-1       unhealthy (Restarting)  -     -  -       3',
    'redis         healthy                 42    7  1m 01s  0         6379 redis',
    'traffic       off                     -     -  -       0         6379 redis',
    '(supervisor)                          7    40',
    '',
    'Healthy: 31.5 s after make dev-up. Resident memory: 1500 MB (proportional set size: shared pages are counted once).',
  ]);
});

test('says that it has not been healthy yet', () => {
  expect(formatStatus({ ...status, healthyAfterSeconds: null })).toContain('Healthy: not yet.');
});

test.each([
  [0, '0s'],
  [59, '59s'],
  [60, '1m 00s'],
  [3_599, '59m 59s'],
  [3_600, '1h 00m'],
  [86_399, '23h 59m'],
  [90_000, '1d 01h'],
])('%i seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
