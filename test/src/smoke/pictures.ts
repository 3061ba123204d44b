import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { dashboards } from '@firewatch/dashboards';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../platform/browser';
import { eventually } from '../platform/eventually';
import { settings } from '../platform/settings';
import { grafanaAuthorization, grafanaUrl } from './grafana-client';
import { mustHaveNone, unless, type Runtime } from './smoke-check';

const WIDTH = 1_400;
/** Pixels of a row of Grafana's grid, with its gap; and of what is above the panels. */
const ROW = 38;
const ABOVE = 200;
const TIMEOUT_MS = 60_000;

/** Where dashboards are looked at: in Grafana where it runs, else in the console. */
interface Viewer {
  readonly url: (uid: string) => string;
  readonly headers: () => Readonly<Record<string, string>>;
  /** Has a page wait until its panels show what they have asked for; called before it is opened. */
  readonly drawn: (page: Page, panels: number) => () => Promise<unknown>;
}

const inGrafana: Viewer = {
  url: (uid) => `${grafanaUrl()}/d/${uid}?kiosk&from=now-15m&to=now`,
  headers: () => ({ authorization: grafanaAuthorization() }),
  drawn: (page, panels) => {
    let answered = 0;
    page.on('requestfinished', (request) => {
      if (request.url().includes('/api/ds/query')) answered += 1;
    });
    return () =>
      eventually(() => mustHaveNone(unless(answered >= panels, `${answered} of ${panels} panels have been answered`)), {
        timeout: TIMEOUT_MS,
      });
  },
};

const inConsole: Viewer = {
  url: (uid) => `http://localhost:${settings().ports.console}/dashboards/${uid}`,
  headers: () => ({}),
  drawn: (page) => () =>
    eventually(
      async () => {
        const reading = await page.getByText('Reading the panel').count();
        mustHaveNone(unless(reading === 0, `${reading} panels are still being read`));
      },
      { timeout: TIMEOUT_MS },
    ),
};

/**
 * Takes a picture of each dashboard, with all of its panels drawn, into `folder`. Needs chromium.
 * @returns the files' names
 */
export async function takePictures(runtime: Runtime, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const { url, headers, drawn } = runtime === 'compose' ? inGrafana : inConsole;
  const browser = await launchBrowser();
  try {
    const files: string[] = [];
    for (const { uid, panels } of dashboards) {
      // What is out of sight is not drawn.
      const rows = Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
      const viewport = { width: WIDTH, height: ABOVE + rows * ROW };
      const context = await browser.newContext({ viewport, colorScheme: 'light', extraHTTPHeaders: { ...headers() } });
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      const wait = drawn(page, panels.filter((panel) => 'targets' in panel).length);
      await page.goto(url(uid));
      for (const { title = '' } of panels) await page.getByText(title, { exact: true }).first().waitFor();
      await wait();
      await page.waitForLoadState('networkidle');
      const file = `${uid}.png`;
      await page.screenshot({ path: path.join(folder, file), fullPage: true, animations: 'disabled' });
      await context.close();
      files.push(file);
    }
    return files;
  } finally {
    await browser.close();
  }
}
