import { randomUUID } from 'node:crypto';
import { postAlert, readSilences, type PostedAlert } from './platform/alertmanager';
import { consoleBrowser, consoleUrl } from './platform/browser';
import { eventually } from './platform/eventually';
import { settings } from './platform/settings';

const token = settings().secrets.consoleToken;
const open = consoleBrowser();

const alert: PostedAlert = {
  labels: { alertname: `TestOfSilences${Date.now()}`, severity: 'critical', team: 'api', service: 'nothing' },
  annotations: { summary: 'Nothing is broken' },
};
const { alertname = '' } = alert.labels;

beforeAll(() => postAlert(alert, 600));
afterAll(() => postAlert(alert, 0));

const silenceOf = async (comment: string) => (await readSilences()).find((one) => one.comment === comment);

it('a silence takes the token, holds, and can be ended', async () => {
  const comment = `of a test ${randomUUID()}`;
  const { page } = await open(`/silences/new?filter=${encodeURIComponent(`{alertname="${alertname}"}`)}`);
  await page.getByText('Alerts that they fit now (1)').waitFor();
  await page.getByLabel('Minutes').fill('5');
  await page.getByLabel('Who silences it').fill('a test');
  await page.getByLabel('Why').fill(comment);
  await page.getByLabel('Token').first().fill('x'.repeat(32));
  await page.getByRole('button', { name: 'Silence', exact: true }).click();
  await page.getByText('That is not the console token').waitFor();
  expect(await silenceOf(comment)).toBeUndefined();

  await page.getByLabel('Token').first().fill(token);
  await page.getByRole('button', { name: 'Silence', exact: true }).click();
  const listed = page.locator('.silence-list li', { hasText: comment });
  await listed.waitFor();
  expect(await silenceOf(comment)).toMatchObject({ status: { state: 'active' } });
  const kept = await page.evaluate('[localStorage.length, document.cookie]');
  expect(kept).toEqual([0, '']);

  const alerts = await open('/');
  await alerts.page
    .getByRole('article')
    .filter({ hasText: alertname })
    .getByText('silenced', { exact: true })
    .waitFor();

  await listed.getByRole('button', { name: 'End it now' }).click();
  await listed.waitFor({ state: 'detached' });
  await eventually(async () => expect(await silenceOf(comment)).toMatchObject({ status: { state: 'expired' } }));
});

it('a page of another origin changes nothing, whatever it sends', async () => {
  const { page } = await open('/');
  await page.goto(`http://localhost:${settings().ports.prometheus}/-/healthy`);
  const before = { silences: (await readSilences()).length, refused: await refusals() };
  // The browser keeps the answer from the page, which is a failure to it; what counts is what the server did.
  const request = `{ method: 'POST', mode: 'no-cors', body: '{"minutes":5}' }`;
  await page.evaluate(`fetch('${consoleUrl()}/api/silences', ${request}).catch(() => undefined).then(() => undefined)`);
  expect(await refusals()).toBe(before.refused + 1);
  expect((await readSilences()).length).toBe(before.silences);
});

/** How many requests the console has refused for their origin. */
async function refusals(): Promise<number> {
  const text = await (await fetch(`${consoleUrl()}/metrics`)).text();
  return Number(/^console_refusals_total\{reason="foreign_origin"\} (\d+)/m.exec(text)?.[1] ?? 0);
}

it('who knows the token but comes from elsewhere is refused', async () => {
  const post = (from: Readonly<Record<string, string>>) => {
    const headers = { authorization: `Bearer ${token}`, ...from };
    return fetch(`${consoleUrl()}/api/drills/quiet/runs`, { method: 'POST', headers, body: '{}' });
  };
  for (const answer of [await post({}), await post({ origin: 'http://example.com' })]) {
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'foreign_origin' });
  }
});
