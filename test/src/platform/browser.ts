import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandFailure } from '@firewatch/native';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { waitUntilAllReady } from './processes';
import { paths, settings } from './settings';

/** Debian's; `make test` installs it. */
const EXECUTABLE = '/usr/bin/chromium';
const WIDTH = 1_280;
const HEIGHT = 800;
const TIMEOUT_MS = 20_000;

/** As the links of messages name it. */
export const consoleUrl = (): string => `http://localhost:${settings().ports.console}`;

export interface OpenedPage {
  readonly page: Page;
  /** What a person would find in the developer tools: errors, requests that failed or were answered with 400 and above. */
  readonly troubles: readonly string[];
}

/** @throws CommandFailure that says what to install */
export function launchBrowser(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new CommandFailure(`${EXECUTABLE} is missing. On Debian: apt-get install chromium`);
  }
  // Chromium's sandbox refuses root, as which the tests may run.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: EXECUTABLE, args });
}

/** For a suite: launches a browser before its tests. @returns opens a path of the console in a window of its own, which the test's end closes */
export function consoleBrowser(): (target: string) => Promise<OpenedPage> {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    await waitUntilAllReady();
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser.close());
  return async (target) => {
    const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: 'light' });
    contexts.push(context);
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    const troubles = watch(page);
    await page.goto(consoleUrl() + target);
    return { page, troubles };
  };
}

/** Writes a picture for the documentation, where UPDATE_PICTURES=1 asks for it. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env['UPDATE_PICTURES'] !== '1') return;
  await page.screenshot({ path: path.join(paths.root, 'docs/pictures', `${name}.png`), animations: 'disabled' });
}

function watch(page: Page): readonly string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left, or a query that is no longer wanted, ends its requests.
    if (reason !== 'net::ERR_ABORTED') troubles.push(`${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.url()}: ${response.status()}`);
  });
  return troubles;
}
