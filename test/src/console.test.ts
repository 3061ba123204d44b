import { consoleBrowser, consoleUrl, takePicture } from './platform/browser';
import { eventually } from './platform/eventually';

const open = consoleBrowser();

const PAGES: readonly (readonly [path: string, heading: string, text: RegExp])[] = [
  ['/', 'Alerts', /alert rules are evaluated/],
  ['/runbooks', 'Runbooks', /KafkaBrokerDown/],
  ['/runbooks/KafkaBrokerDown', 'KafkaBrokerDown', /make dev-restart SERVICE=kafka-/],
  ['/slack', 'Slack', /#critical/],
  ['/slack/warning', '#warning', /#critical/],
  ['/traces', 'Traces', /task-service: /],
  ['/traces?service=kafka', 'Traces', /Jaeger has no trace of a service kafka/],
  ['/logs?query=service.name:task-service', 'Logs', /lines, times in UTC/],
  ['/dashboards', 'Dashboards', /Event pipeline/],
  ['/dashboards/task-service', 'Task service', /Requests in flight/],
  ['/graph?g0.expr=up%7Bjob%3D%22kafka%22%7D', 'Graph', /up\{broker="1"/],
  ['/silences/new', 'New silence', /A silence needs matchers/],
  ['/drills', 'Drills', /Normal load on a healthy platform/],
  ['/drills/KafkaBrokerDown', 'KafkaBrokerDown', /Start the drill|It is running/],
];

it.each(PAGES)(
  '%s opens without an error, says what it is about, and fits a narrow window',
  async (path, heading, text) => {
    const { page, troubles } = await open(path);
    await page.locator('main').getByText(text).first().waitFor();
    expect(await page.locator('h1').innerText()).toBe(heading);
    expect(await page.title()).toContain(`${heading} · `);
    expect(await page.locator('.problem-notice').allInnerTexts()).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    await eventually(async () => {
      const surplus = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(surplus)).toBe(0);
    });
    expect(troubles).toEqual([]);
  },
);

it('leads to each area by keyboard, and tells where one is', async () => {
  const { page } = await open('/');
  const areas = page.getByRole('navigation', { name: 'Areas' }).getByRole('link');
  const names = await areas.allInnerTexts();
  expect(names).toEqual(['Alerts', 'Runbooks', 'Dashboards', 'Graph', 'Traces', 'Logs', 'Slack', 'Drills']);
  for (const name of names) {
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name }).press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(await page.locator('nav a[aria-current=page]').first().innerText()).toBe(name);
  }
});

describe('what is not there', () => {
  it.each([
    ['/nowhere', 'There is no page /nowhere'],
    ['/runbooks/NoSuchAlert', 'There is no runbook for an alert NoSuchAlert'],
    ['/slack/nobody', 'There is no channel #nobody'],
    ['/dashboards/none', 'There is no dashboard none'],
    ['/traces/00000000000000000000000000000001', 'Jaeger has no trace 00000000000000000000000000000001'],
    ['/drills/NoSuchDrill', 'No runbook declares a drill NoSuchDrill'],
  ])('%s is answered with 404 and a page that says so', async (path, text) => {
    expect((await fetch(consoleUrl() + path)).status).toBe(404);
    const { page } = await open(path);
    await page.locator('main').getByText(text).waitFor();
  });
});

it("shows Prometheus' own words about an expression that is none", async () => {
  const { page } = await open('/graph?g0.expr=sum(');
  await page
    .getByRole('alert')
    .getByText(/parse error/)
    .waitFor();
});

it('runs the queries of a runbook where they stand', async () => {
  const { page, troubles } = await open('/runbooks/KafkaBrokerDown');
  const first = page.locator('.step-block').first();
  await first.getByRole('button', { name: 'Run', exact: true }).click();
  await first.locator('.row-none').waitFor();
  await takePicture(page, 'runbook');
  const verification = page.locator('.step-block', { hasText: 'sum(up{job="kafka"})' });
  await verification.getByRole('button', { name: 'Run', exact: true }).click();
  await verification.getByRole('cell', { name: '3', exact: true }).waitFor();
  const lines = page.locator('.step-block', { hasText: 'Expiring session' });
  await lines.getByRole('button', { name: 'Run', exact: true }).click();
  await lines.locator('.log-list, .row-none').waitFor();
  await verification.getByRole('link', { name: 'Graph' }).click();
  await page.locator('main').getByText('Latest values').waitFor();
  expect(troubles).toEqual([]);
});
