import { dashboards, emptyUntilFault, listPanelQueries } from '@firewatch/dashboards';
import type { Locator } from 'playwright-core';
import { consoleBrowser, takePicture } from './platform/browser';
import { eventually } from './platform/eventually';

/** Windows of some minutes have to fill after a start. */
const PATIENCE = { timeout: 100_000, interval: 500 };

const open = consoleBrowser();

const panelsOf = (uid: string): readonly string[] => [
  ...new Set(listPanelQueries().flatMap(({ dashboard, panel }) => (dashboard === uid ? [panel] : []))),
];

const isExcepted = (uid: string, title: string): boolean =>
  emptyUntilFault.some(({ dashboard, panel }) => dashboard === uid && panel === title);

/** The values that a panel shows: of a stat itself, of a graph those of its legend. */
const valuesOf = (panel: Locator): Promise<string[]> => panel.locator('.stat strong, .legend b').allInnerTexts();

it.each(dashboards.map(({ uid }) => uid))(
  'every panel of %s draws data',
  async (uid) => {
    const { page, troubles } = await open(`/dashboards/${uid}`);
    await page.locator('.panel').first().waitFor();
    const titles = panelsOf(uid);
    expect((await page.locator('.panel h3').allInnerTexts()).toSorted()).toEqual(titles.toSorted());
    for (const title of titles.filter((one) => !isExcepted(uid, one))) {
      const panel = page.locator(`[data-panel=${JSON.stringify(title)}]`);
      await panel.scrollIntoViewIfNeeded();
      await eventually(async () => {
        const values = await valuesOf(panel);
        expect({ title, shows: values.some((value) => /\d/.test(value)) }).toEqual({ title, shows: true });
      }, PATIENCE);
      if ((await panel.locator('.time-chart').count()) > 0) {
        await eventually(async () => {
          expect({ title, inked: await page.evaluate(hasColors(title)) }).toEqual({ title, inked: true });
        });
      }
    }
    expect(await page.locator('.problem-notice').allInnerTexts()).toEqual([]);
    expect(troubles).toEqual([]);
    await page.evaluate('window.scrollTo(0, 0)');
    await takePicture(page, `dashboard-${uid}`);
  },
  300_000,
);

/** An expression for the page. Axes and grid are grey: a colour is a line of data. */
const hasColors = (title: string): string => `(() => {
  const canvas = document.querySelector('[data-panel=${JSON.stringify(title)}] canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) {
    const channels = data.slice(at, at + 3);
    if (data[at + 3] > 200 && Math.max(...channels) - Math.min(...channels) > 60) return true;
  }
  return false;
})()`;

it('keeps range and variables in the address', async () => {
  const { page } = await open('/dashboards/task-service');
  await page.getByLabel('Time range').selectOption('Last 5 minutes');
  await page.getByText('Instance: all').click();
  await page.getByRole('checkbox', { name: /^127\.0\.0\.1:/ }).click();
  await eventually(() => {
    expect(new URL(page.url()).searchParams.get('from')).toBe('now-5m');
    expect(new URL(page.url()).searchParams.get('var-instance')).toMatch(/^127\.0\.0\.1:\d+$/);
  });
  await page.reload();
  await page.getByText(/^Instance: 127\.0\.0\.1:\d+$/).waitFor();
  const rate = page.locator('[data-panel="Request rate"] .stat strong');
  await rate.waitFor();
  expect(await rate.innerText()).toMatch(/req\/s$/);
});

it('leads onwards from a panel to traces and log lines of the same time', async () => {
  const { page, troubles } = await open('/dashboards/task-service?from=now-15m&to=now');
  const panel = page.locator('[data-panel="Request rate"]');
  await panel.locator('summary').click();
  await panel.getByRole('link', { name: 'Warnings and errors of task-service' }).click();
  await page.getByRole('heading', { level: 1, name: 'Logs' }).waitFor();
  expect(new URL(page.url()).searchParams.get('from')).toBe('now-15m');
  await page.goBack();
  await panel.locator('summary').click();
  await panel.getByRole('link', { name: 'Traces of task-service' }).click();
  await page
    .getByRole('link', { name: /^task-service: / })
    .first()
    .waitFor();
  expect(troubles).toEqual([]);
});
