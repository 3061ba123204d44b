import { renderMetrics } from '@firewatch/telemetry';
import { countLogin, countRefresh, showUserCounters } from './counters';

test('every series of what users do is there at 0 before anybody does it', async () => {
  showUserCounters();
  const { body: shown } = await renderMetrics();
  for (const series of [
    'user_registrations_total',
    'user_logins_total{outcome="ok"}',
    'user_logins_total{outcome="refused"}',
    'token_refreshes_total{outcome="ok"}',
    'token_refreshes_total{outcome="refused"}',
    'token_refreshes_total{outcome="reused"}',
  ])
    expect(shown).toContain(`\n${series} 0\n`);
});

test('what was counted before is not lost when the series are shown', async () => {
  countLogin('refused');
  countRefresh('reused');
  showUserCounters();
  const { body: shown } = await renderMetrics();
  expect(shown).toContain('\nuser_logins_total{outcome="refused"} 1\n');
  expect(shown).toContain('\ntoken_refreshes_total{outcome="reused"} 1\n');
});
