import { formatResults } from './format-results';

test('a line for each check, its findings with what to do, and the total', () => {
  const finding = { check: 'ports', where: 'services.redis.ports[0]', what: 'it is open', remedy: 'close it' };
  const results = [
    { name: 'limits', title: 'memory', seconds: 0.04, findings: [] },
    { name: 'ports', title: 'ports', seconds: 1.23, findings: [finding] },
  ];
  expect(formatResults(results)).toBe(
    [
      'ok   limits: memory (0.0 s)',
      'FAIL ports: ports (1.2 s)',
      '     services.redis.ports[0]: it is open',
      '       → close it',
      '2 checks: 1 finding',
      '',
    ].join('\n'),
  );
});
