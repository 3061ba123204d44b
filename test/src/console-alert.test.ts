import type { Page } from 'playwright-core';
import { postAlert, type PostedAlert } from './platform/alertmanager';
import { consoleBrowser, consoleUrl, type OpenedPage } from './platform/browser';

/** An alert of its own, of a service that has traces and log lines. */
const name = `TestOfTheConsole${Date.now()}`;
const expression = 'up{job="task-service"}';
const alert: PostedAlert = {
  labels: { alertname: name, severity: 'critical', team: 'api', service: 'task-service', reason: 'a <b> & "c"' },
  annotations: {
    summary: 'A test <posts> this & nothing is broken',
    description: '1 of 1 tests',
    runbook_url: `${consoleUrl()}/runbooks/ApiHighErrorRate`,
    dashboard_url: `${consoleUrl()}/dashboards/task-service`,
  },
  generatorURL: `${consoleUrl()}/graph?g0.expr=${encodeURIComponent(expression)}&g0.tab=1`,
};

const open = consoleBrowser();

/** The message of the alert, once it has come. */
async function openMessage(): Promise<OpenedPage> {
  const opened = await open('/slack/critical');
  await messageOn(opened.page).waitFor({ timeout: 60_000 });
  return opened;
}

const messageOn = (page: Page) => page.locator('.slack-message', { hasText: name });

beforeAll(() => postAlert(alert, 600));
afterAll(() => postAlert(alert, 0));

it('is among those that fire, with where it went and where to go', async () => {
  const { page, troubles } = await open('/');
  const card = page.getByRole('article').filter({ hasText: name });
  await card.getByText('goes to slack-critical').waitFor({ timeout: 60_000 });
  expect(await card.getByText('A test <posts> this & nothing is broken').count()).toBe(1);
  expect(await card.getByRole('list', { name: 'Labels' }).innerText()).toContain('reason=a <b> & "c"');
  expect(
    await card
      .getByRole('list', { name: `From ${name}` })
      .getByRole('link')
      .allInnerTexts(),
  ).toEqual(['Runbook', 'Dashboard', 'Traces', 'Logs', 'Silence']);
  await page.getByText(/alert path works/).waitFor();
  expect(troubles).toEqual([]);
});

it('is a message in the channel of its severity as a person sees it in Slack', async () => {
  const { page, troubles } = await openMessage();
  const message = messageOn(page);
  expect(await message.locator('.slack-title').innerText()).toBe(`CRITICAL: ${name} · task-service`);
  expect(await message.locator('b').allInnerTexts()).toContain('A test <posts> this & nothing is broken');
  expect(await message.locator('code').allInnerTexts()).toContain('reason=a <b> & "c"');
  const bar = `[...document.querySelectorAll('.slack-message')].find((one) => one.textContent.includes('${name}'))`;
  expect(await page.evaluate(`getComputedStyle(${bar}.querySelector('.slack-attachment')).borderLeftColor`)).toBe(
    'rgb(163, 2, 0)',
  );
  expect(troubles).toEqual([]);
});

describe('each link of its message opens what it says', () => {
  const LINKS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    [`CRITICAL: ${name} · task-service`]: async (page) => {
      await page.getByText('Only what goes to slack-critical').waitFor();
      await page.getByRole('heading', { name }).waitFor();
    },
    Runbook: async (page) => {
      await page.getByRole('heading', { level: 1, name: 'ApiHighErrorRate' }).waitFor();
      await page.getByRole('heading', { level: 2, name: 'Mitigation' }).waitFor();
    },
    Dashboard: async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Task service' }).waitFor();
      await page.locator('[data-panel="Request rate"] .stat strong').waitFor();
    },
    Graph: async (page) => {
      expect(await page.getByLabel('Expression in PromQL').inputValue()).toBe(expression);
      await page.getByRole('cell', { name: /^up\{.*job="task-service"/ }).waitFor();
    },
    Traces: async (page) => {
      expect(await page.getByLabel('Service').inputValue()).toBe('task-service');
      await page
        .getByRole('link', { name: /^task-service: / })
        .first()
        .waitFor();
    },
    Logs: async (page) => {
      await page.locator('.log-service', { hasText: 'task-service' }).first().waitFor();
    },
    Silence: async (page) => {
      await page.getByRole('heading', { level: 1, name: 'New silence' }).waitFor();
      expect(await page.getByLabel('Matchers').inputValue()).toBe(`{alertname="${name}", service="task-service"}`);
      await page.getByText('Alerts that they fit now (1)').waitFor();
    },
  };

  it('and there are no others', async () => {
    const { page } = await openMessage();
    expect(await messageOn(page).getByRole('link').allInnerTexts()).toEqual(Object.keys(LINKS));
  });

  it.each(Object.entries(LINKS))('%s', async (link, check) => {
    const { page, troubles } = await openMessage();
    await messageOn(page).getByRole('link', { name: link, exact: true }).click();
    await check(page);
    // As one who comes from Slack: in a window that has nothing of the console yet.
    await page.reload();
    await check(page);
    expect(await page.locator('.problem-notice').allInnerTexts()).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
