import { get } from '../http/get-json';

/** What a page of the console says of itself to whoever reads it without its scripts. */
export interface OpenedPage {
  readonly status: number;
  readonly title: string;
  /** The page's data as the console's API gives them, by the API's path. Empty for a page that brings none. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Opens a page. Throws RequestError where nobody answers. */
export async function openPage(url: string, signal: AbortSignal): Promise<OpenedPage> {
  const { status, body } = await get(url, { signal, headers: { accept: 'text/html' } });
  const [, title = ''] = /<title>(.*?)<\/title>/s.exec(body) ?? [];
  const [, json = '{}'] = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(body) ?? [];
  return { status, title, data: JSON.parse(json) as Readonly<Record<string, unknown>> };
}

/** The page's data of an API path that begins so; undefined where there are none. */
export function dataOf({ data }: OpenedPage, path: string): unknown {
  return Object.entries(data).find(([key]) => key.startsWith(path))?.[1];
}
