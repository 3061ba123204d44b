import { Component } from './component-of-test';
import { addSilence, endSilence, newSilence, readSilences, silenceId } from './silences';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

const ID = '3f0c1d2e-4b5a-4c6d-8e7f-0123456789ab';
const matcher = { name: 'alertname', value: 'X', isEqual: true, isRegex: false };

const silenceOf = (id: string, state: string, matchers: readonly unknown[] = [matcher]) => ({
  id,
  matchers,
  status: { state },
  startsAt: '2026-11-24T10:00:00Z',
  endsAt: '2026-11-24T12:00:00Z',
  updatedAt: '2026-11-24T10:00:00Z',
  createdBy: 'me',
  comment: 'mended at noon',
});

const alertOf = (alertname: string, silencedBy: readonly string[] = []) => ({
  labels: { alertname },
  annotations: {},
  startsAt: '2026-11-24T10:00:00Z',
  receivers: [{ name: 'slack-critical' }],
  status: { silencedBy, inhibitedBy: [], state: 'active' },
});

describe('what a filter finds', () => {
  test('are its matchers, the alerts that Alertmanager says they fit, and the silences for these', async () => {
    const service = { ...matcher, name: 'service', value: 'api', isRegex: true };
    component.reply('GET', '/api/v2/alerts', 200, [alertOf('X', ['of-the-alert', 'gone'])]);
    component.reply('GET', '/api/v2/silences', 200, [
      silenceOf('of-the-alert', 'active', [{ ...matcher, name: 'team' }]),
      silenceOf('with-more', 'pending', [service, { ...matcher, name: 'broker' }, matcher]),
      silenceOf('with-less', 'active', [matcher]),
      silenceOf('gone', 'expired', [matcher, service]),
    ]);
    const filter = '{alertname="X", service=~"api"}';
    const found = await readSilences(component.as('alertmanager'), filter);
    expect(found).toMatchObject({ filter, matchers: [matcher, service], alerts: [{ name: 'X', state: 'firing' }] });
    expect(found.silences.map(({ id, state }) => [id, state])).toEqual([
      ['of-the-alert', 'active'],
      ['with-more', 'pending'],
    ]);
    const asked = component.asked.find(({ url }) => url.pathname === '/api/v2/alerts');
    expect(asked?.url.searchParams.getAll('filter')).toEqual(['alertname="X"', 'service=~"api"']);
  });

  test('without a filter is all that there is', async () => {
    component.reply('GET', '/api/v2/alerts', 200, [alertOf('X'), alertOf('Y')]);
    component.reply('GET', '/api/v2/silences', 200, [silenceOf('one', 'active'), silenceOf('gone', 'expired')]);
    const found = await readSilences(component.as('alertmanager'), '');
    expect(found.alerts).toHaveLength(2);
    expect(found.silences.map(({ id }) => id)).toEqual(['one']);
  });

  test('is nothing for a filter that is none: Alertmanager is not asked', async () => {
    await expect(readSilences(component.as('alertmanager'), '{alertname}')).rejects.toThrow(
      expect.objectContaining({ code: 'malformed_request' }) as Error,
    );
    expect(component.asked).toEqual([]);
  });

  test('that Alertmanager refuses is told in its words', async () => {
    component.reply('GET', '/api/v2/alerts', 400, '"bad matcher format: ["');
    component.reply('GET', '/api/v2/silences', 200, []);
    await expect(readSilences(component.as('alertmanager'), 'a=~"["')).rejects.toThrow(
      expect.objectContaining({ code: 'query_refused', message: 'bad matcher format: [' }) as Error,
    );
  });
});

describe('a new silence', () => {
  const given = { matchers: [matcher], minutes: 90, author: 'me', comment: 'why' };

  test('begins now and lasts the minutes', async () => {
    component.reply('POST', '/api/v2/silences', 200, { silenceID: ID });
    const before = Date.now();
    expect(await addSilence(component.as('alertmanager'), newSilence.parse(given))).toBe(ID);
    const { startsAt, endsAt, ...others } = component.asked[0]?.body as Record<string, string>;
    expect(others).toEqual({ matchers: [matcher], createdBy: 'me', comment: 'why' });
    expect(Date.parse(startsAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(endsAt ?? '') - Date.parse(startsAt ?? '')).toBe(90 * 60_000);
  });

  test('that Alertmanager refuses is told in its words', async () => {
    component.reply('POST', '/api/v2/silences', 400, '"at least one matcher must not match the empty string"');
    await expect(addSilence(component.as('alertmanager'), newSilence.parse(given))).rejects.toThrow(
      expect.objectContaining({
        code: 'query_refused',
        message: expect.stringContaining('empty string') as string,
      }) as Error,
    );
  });

  test.each([1, 10_080])('may last %d minutes', (minutes) => {
    expect(newSilence.safeParse({ ...given, minutes }).success).toBe(true);
  });

  test.each([
    ['minutes', 0],
    ['minutes', 10_081],
    ['minutes', 1.5],
    ['minutes', '60'],
    ['author', ''],
    ['author', '  '],
    ['author', 'x'.repeat(101)],
    ['comment', ''],
    ['comment', 'x'.repeat(1_001)],
    ['matchers', []],
    ['matchers', [{ ...matcher, name: 'a-b' }]],
    ['matchers', [{ name: 'a', value: 'b' }]],
  ])('cannot have %s %j', (field, value) => {
    const { error } = newSilence.safeParse({ ...given, [field]: value });
    expect(error?.issues[0]?.path[0]).toBe(field);
  });

  test('cannot have what it does not know', () => {
    expect(newSilence.safeParse({ ...given, id: ID }).success).toBe(false);
  });
});

describe('the end of a silence', () => {
  test('is asked of Alertmanager for one that is active', async () => {
    component.reply('GET', `/api/v2/silence/${ID}`, 200, silenceOf(ID, 'active'));
    component.reply('DELETE', `/api/v2/silence/${ID}`, 200, '');
    await endSilence(component.as('alertmanager'), ID);
    expect(component.asked.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });

  test('of one that has ended is refused', async () => {
    component.reply('GET', `/api/v2/silence/${ID}`, 200, silenceOf(ID, 'expired'));
    await expect(endSilence(component.as('alertmanager'), ID)).rejects.toThrow(
      expect.objectContaining({ code: 'silence_over' }) as Error,
    );
    expect(component.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  test('of one that is not there is not found', async () => {
    component.reply('GET', `/api/v2/silence/${ID}`, 404, '');
    await expect(endSilence(component.as('alertmanager'), ID)).rejects.toThrow(
      expect.objectContaining({ code: 'not_found' }) as Error,
    );
  });

  test.each(['', 'x', '../alerts', `${ID}/..`])('"%s" is no id of one', (id) => {
    expect(silenceId.safeParse(id).success).toBe(false);
  });
});
