import path from 'node:path';
import type { Page } from 'playwright-core';
import { expectAsBefore, processesBefore } from './platform/after-drill';
import { consoleBrowser, takePicture } from './platform/browser';
import { journalOf } from './platform/drill';
import { checkDrill, lastMessageId, type DrillRun } from './platform/drill-checks';
import { settings } from './platform/settings';

const open = consoleBrowser();

async function start(page: Page): Promise<void> {
  await page.getByLabel('Token').fill(settings().secrets.consoleToken);
  await page.getByRole('button', { name: 'Start the drill' }).click();
  await page.waitForURL(/\/drills\/runs\//);
}

/** A drill starts Prometheus and Alertmanager anew with its clock: who reads meanwhile is told so, and reads again. */
const isAway = /\b503\b/;

const step = (page: Page, id: string, state: string) => page.locator(`[data-step="${id}"][data-state="${state}"]`);

let ran: DrillRun | undefined;

it('a drill is started from its page, followed live beside the graph, and passes', async () => {
  const before = await processesBefore();
  const messagesBefore = await lastMessageId();
  const alerts = await open('/');
  const { page, troubles } = await open('/drills/KafkaBrokerDown');
  await start(page);
  await page.getByText('running', { exact: true }).first().waitFor();
  await step(page, 'clock', 'running').waitFor();
  for (const id of ['inject', 'pending', 'firing', 'message']) {
    await step(page, id, 'passed').waitFor({ timeout: 90_000 });
  }
  // While the broker starts again.
  const card = alerts.page.getByRole('article').filter({ hasText: 'KafkaBrokerDown' });
  await card.getByText('goes to slack-critical').waitFor();
  await takePicture(alerts.page, 'alerts');
  await step(page, 'mitigation', 'passed').waitFor({ timeout: 90_000 });
  // Live: the rest is still to come.
  await step(page, 'restore', 'waiting').waitFor();
  await page.locator('.legend', { hasText: 'broker="2"' }).waitFor();
  await step(page, 'restore', 'passed').waitFor({ timeout: 120_000 });
  await page.getByText('passed', { exact: true }).first().waitFor();
  ran = { events: journalOf(path.basename(new URL(page.url()).pathname)), messagesBefore };
  await expectAsBefore(before);
  expect(await page.getByRole('row', { name: /^Condition to firing/ }).innerText()).toMatch(/\d s\s+\d+\.\d s/);
  await step(page, 'diagnosis', 'passed').locator('summary').click();
  expect(await step(page, 'diagnosis', 'passed').getByText('as the page says').count()).toBeGreaterThan(3);
  await step(page, 'diagnosis', 'passed').locator('summary').click();
  await page.evaluate('window.scrollTo(0, 0)');
  await takePicture(page, 'drill-run');
  await page.getByRole('link', { name: '#critical' }).click();
  const newest = page.locator('.slack-message').first();
  await newest.getByText('RESOLVED: KafkaBrokerDown · kafka').waitFor();
  await takePicture(page, 'slack');
  expect([...troubles, ...alerts.troubles].filter((trouble) => !isAway.test(trouble))).toEqual([]);
}, 300_000);

checkDrill('KafkaBrokerDown', 'critical', () => {
  if (!ran) throw new Error('the drill was not run to its end');
  return ran;
});

it('a run is aborted from its page', async () => {
  const { page } = await open('/drills/quiet');
  await start(page);
  await step(page, 'baseline', 'passed').waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: /^Abort/ }).click();
  await page.getByText('aborted', { exact: true }).first().waitFor({ timeout: 90_000 });
}, 200_000);
