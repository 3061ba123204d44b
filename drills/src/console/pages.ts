import fs from 'node:fs/promises';
import path from 'node:path';
import { Router, type Request } from 'express';
import { escapeHtml } from '../slack-receiver/mrkdwn';
import { errorCode } from './error-code';
import { ConsoleError, toProblem } from './problem';

/** What a page is about, for who reads it without its scripts: a machine that opens a link, or a reader without JavaScript. */
export interface PageContent {
  /** What stands before ` · Firewatch` in the title. */
  readonly title: string;
  /** The page's main data as the API gives it, by the API's path, so that the page need not ask for it again. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string;
}

export interface Page {
  readonly path: string;
  readonly title: string;
  /** Throws ConsoleError where there is no such thing. */
  readonly load?: (request: Request) => Promise<PageContent>;
}

/**
 * The pages as HTML: the application's frame with the right title, status and data. What cannot be loaded is a page too, with the
 * status of the problem.
 * @param folder what Vite has built
 */
export function pageRoutes(pages: readonly Page[], folder: string): Router {
  const router = Router();
  const render = async (content: PageContent): Promise<string> => renderPage(await readFrame(folder), content);
  for (const page of pages) {
    router.get(page.path, async (request, response) => {
      try {
        const content = (await page.load?.(request)) ?? { title: page.title };
        response.type('html').send(await render(content));
      } catch (error) {
        const problem = toProblem(error);
        const content = { title: `${problem.title} · ${page.title}`, text: problem.detail };
        response
          .status(problem.status)
          .type('html')
          .send(await render(content));
      }
    });
  }
  router.get('/{*rest}', async (request, response) => {
    const content = { title: 'There is nothing here', text: `There is no page ${request.path}` };
    response
      .status(404)
      .type('html')
      .send(await render(content));
  });
  return router;
}

/** A file of the application, as the frame names it. */
const ASSET = /(?:src|href)="\/(assets\/[^"]+)"/g;

/**
 * Looks each time: the pages may be built, or removed, while the console runs.
 * @param folder what Vite has built @returns what keeps the pages from opening, with what to do; undefined when they open
 */
export async function findMissingPages(folder: string): Promise<string | undefined> {
  try {
    const frame = await readFrame(folder);
    const assets = [...frame.matchAll(ASSET)].map(([, asset = '']) => path.join(folder, asset));
    await Promise.all(assets.map((asset) => fs.access(asset, fs.constants.R_OK)));
    return undefined;
  } catch (error) {
    const what = error instanceof ConsoleError ? path.join(folder, 'index.html') : String(error);
    return `The console's pages are missing or incomplete (${what}). To build them, run: make build`;
  }
}

/** Read each time: the pages may be built while the console runs. */
async function readFrame(folder: string): Promise<string> {
  try {
    return await fs.readFile(path.join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw new ConsoleError('pages_missing', 'To build them, run: make build');
    }
    throw error;
  }
}

/** @param frame the built index.html */
export function renderPage(frame: string, { title, data, text = '' }: PageContent): string {
  const whole = escapeHtml(title === 'Firewatch' ? title : `${title} · Firewatch`);
  const plain = `<noscript><h1>${escapeHtml(title)}</h1><pre>${escapeHtml(text)}</pre></noscript>`;
  // Data, not a script: the policy lets no inline script run. No `<` in it can end the element.
  const json = JSON.stringify(data ?? {}).replaceAll('<', '\\u003c');
  const embedded = `<script type="application/json" id="page-data">${json}</script>`;
  return frame
    .replace(/<title>.*?<\/title>/, () => `<title>${whole}</title>`)
    .replace('</body>', () => `${plain}${embedded}</body>`);
}
