import { z } from 'zod';

/**
 * Asks an HTTP API and checks the shape of its answer.
 * @throws Error with URL and status for any status but 200
 */
export async function fetchJson<T>(url: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000), ...init });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`);
  return schema.parse(JSON.parse(text));
}
