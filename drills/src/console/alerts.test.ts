import { mergeAlerts, readAlerts, readRule } from './alerts';
import { AWAY, Component } from './component-of-test';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

const alertOf = (name: string, state: 'pending' | 'firing', labels: Record<string, string> = {}) => ({
  labels: { alertname: name, severity: 'critical', ...labels },
  annotations: { summary: name },
  state,
  activeAt: '2026-11-24T10:00:00Z',
  value: '1e+00',
});

const ruleOf = (name: string, ...alerts: ReturnType<typeof alertOf>[]) => ({
  name,
  query: `up{x="${name}"} == 0`,
  duration: 120,
  labels: { severity: 'critical' },
  state: alerts.some(({ state }) => state === 'firing') ? ('firing' as const) : ('inactive' as const),
  health: 'ok',
  alerts,
});

const heldOf = (name: string, others: Record<string, unknown> = {}, labels: Record<string, string> = {}) => ({
  labels: { severity: 'critical', alertname: name, ...labels },
  annotations: { summary: name },
  startsAt: '2026-11-24T10:02:00Z',
  receivers: [{ name: 'slack-critical' }],
  status: { silencedBy: [], inhibitedBy: [] },
  ...others,
});

test('an alert that both have is one, with where it went', () => {
  const silenced = heldOf('A', { status: { silencedBy: ['s1'], inhibitedBy: ['i1'] } });
  expect(mergeAlerts([ruleOf('A', alertOf('A', 'firing'))], [silenced])).toEqual([
    {
      name: 'A',
      state: 'firing',
      since: '2026-11-24T10:00:00Z',
      value: '1e+00',
      labels: { alertname: 'A', severity: 'critical' },
      annotations: { summary: 'A' },
      expression: 'up{x="A"} == 0',
      handling: { receivers: ['slack-critical'], silencedBy: ['s1'], inhibitedBy: ['i1'] },
    },
  ]);
});

test('alerts of one name and other labels are apart', () => {
  const merged = mergeAlerts(
    [ruleOf('A', alertOf('A', 'firing', { broker: '1' }), alertOf('A', 'firing', { broker: '2' }))],
    [heldOf('A', {}, { broker: '2' })],
  );
  expect(merged.map(({ labels, handling }) => [labels['broker'], handling !== undefined])).toEqual([
    ['1', false],
    ['2', true],
  ]);
});

test('a pending alert is with nobody, whatever Alertmanager remembers of the last time', () => {
  const [alert, ...others] = mergeAlerts([ruleOf('A', alertOf('A', 'pending'))], [heldOf('A')]);
  expect(alert).toMatchObject({ name: 'A', state: 'pending' });
  expect(alert).not.toHaveProperty('handling');
  expect(others).toEqual([]);
});

test('what only Alertmanager has is there, without value and expression', () => {
  const [alert] = mergeAlerts([], [heldOf('Posted')]);
  expect(alert).toEqual({
    name: 'Posted',
    state: 'firing',
    since: '2026-11-24T10:02:00Z',
    labels: { alertname: 'Posted', severity: 'critical' },
    annotations: { summary: 'Posted' },
    handling: { receivers: ['slack-critical'], silencedBy: [], inhibitedBy: [] },
  });
});

test('firing comes before pending, critical before warning, the newest first', () => {
  const merged = mergeAlerts(
    [
      ruleOf('PendingCritical', alertOf('PendingCritical', 'pending')),
      ruleOf('FiringWarning', alertOf('FiringWarning', 'firing', { severity: 'warning' })),
      ruleOf('Old', { ...alertOf('Old', 'firing'), activeAt: '2026-11-24T09:00:00Z' }),
      ruleOf('New', alertOf('New', 'firing')),
    ],
    [],
  );
  expect(merged.map(({ name }) => name)).toEqual(['New', 'Old', 'FiringWarning', 'PendingCritical']);
});

const rules = (...all: ReturnType<typeof ruleOf>[]) =>
  component.reply('GET', '/api/v1/rules', 200, { data: { groups: [{ rules: all }] } });

describe('the answer', () => {
  const path = () => ({
    prometheus: component.as('prometheus'),
    alertmanager: component.as('alertmanager'),
    deadMansSwitch: component.as('dead-mans-switch'),
  });

  test('leaves the heartbeat out, and tells how the switch stands', async () => {
    rules(ruleOf('Watchdog', alertOf('Watchdog', 'firing')), ruleOf('A', alertOf('A', 'firing')));
    component.reply('GET', '/api/v2/alerts', 200, [heldOf('Watchdog')]);
    component.reply('GET', '/state', 200, { state: 'back', heartbeatAgeSeconds: 3 });
    const answer = await readAlerts(path());
    expect(answer).toMatchObject({ rules: 2, heartbeat: { state: 'back', ageSeconds: 3 }, problems: [] });
    expect(answer.alerts.map(({ name }) => name)).toEqual(['A']);
  });

  test('names each component that is away, and has what the others say', async () => {
    rules(ruleOf('A', alertOf('A', 'firing')));
    const answer = await readAlerts({
      ...path(),
      alertmanager: { ...AWAY, name: 'alertmanager' },
      deadMansSwitch: { ...AWAY, name: 'dead-mans-switch' },
    });
    expect(answer.alerts.map(({ name }) => name)).toEqual(['A']);
    expect(answer.problems.map(({ component: name, status }) => [name, status]).sort()).toEqual([
      ['alertmanager', 503],
      ['dead-mans-switch', 503],
    ]);
    expect(answer).not.toHaveProperty('heartbeat');
  });
});

test('a rule has its alerts; one that is not loaded is not there', async () => {
  rules(ruleOf('A', alertOf('A', 'firing')));
  expect(await readRule(component.as('prometheus'), 'A')).toMatchObject({
    name: 'A',
    expression: 'up{x="A"} == 0',
    for: 120,
    state: 'firing',
    alerts: [{ name: 'A', state: 'firing' }],
  });
  await expect(readRule(component.as('prometheus'), 'B')).rejects.toThrow(
    expect.objectContaining({ code: 'not_found' }) as Error,
  );
});
