import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { dashboards } from '@firewatch/dashboards';
import { launchBrowser } from '../platform/browser';
import { settings } from '../platform/settings';
import { grafanaAuthorization, grafanaUrl } from './grafana-client';
import type { Runtime } from './smoke-check';

const WIDTH = 1_400;
/** Pixels of a row of Grafana's grid, with its gap; and of what is above the panels. */
const ROW = 38;
const ABOVE = 200;
const TIMEOUT_MS = 60_000;

/** Where dashboards are looked at: in Grafana where it runs, else in the console. */
function viewer(runtime: Runtime): { url: (uid: string) => string; headers: Record<string, string> } {
  if (runtime === 'compose') {
    const url = (uid: string) => `${grafanaUrl()}/d/${uid}?kiosk&from=now-15m&to=now`;
    return { url, headers: { authorization: grafanaAuthorization() } };
  }
  return { url: (uid) => `http://localhost:${settings.ports.console}/dashboards/${uid}`, headers: {} };
}

/**
 * Takes a picture of each dashboard, with all of its panels drawn, into `folder`. Needs chromium.
 * @returns the files' names
 */
export async function takePictures(runtime: Runtime, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const { url, headers } = viewer(runtime);
  const browser = await launchBrowser();
  try {
    const files: string[] = [];
    for (const { uid, panels } of dashboards) {
      // What is out of sight is not drawn.
      const rows = Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
      const viewport = { width: WIDTH, height: ABOVE + rows * ROW };
      const context = await browser.newContext({ viewport, colorScheme: 'light', extraHTTPHeaders: headers });
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      await page.goto(url(uid));
      for (const { title = '' } of panels) await page.getByText(title, { exact: true }).first().waitFor();
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
