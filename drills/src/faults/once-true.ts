import { until } from '../drill/until';

/** Resolves once `check` says so. Throws Error with `otherwise` when it does not within `timeoutMs`. */
export async function onceTrue(check: () => Promise<boolean>, timeoutMs: number, otherwise: string): Promise<void> {
  const waiting = { timeoutMs, signal: new AbortController().signal };
  const isTrue = await until(async () => ((await check()) ? true : undefined), waiting);
  if (isTrue !== true) throw new Error(`${otherwise} after ${timeoutMs / 1000} s`);
}
