import type { z } from 'zod';

/** How long an answer may take. */
const TIMEOUT_MS = 5_000;

/** @returns the text that a server of this machine answers; undefined when it does not answer, or not with success */
export async function askText(port: number, route: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${route}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** The same for JSON. Throws ZodError for an answer of another shape. */
export async function ask<Schema extends z.ZodType>(
  port: number,
  route: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = await askText(port, route);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

/** @returns the value of a metric without labels; undefined when it is not there */
export async function askMetric(port: number, name: string): Promise<number | undefined> {
  const text = await askText(port, '/metrics');
  const value = text === undefined ? undefined : new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
