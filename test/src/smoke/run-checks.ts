import type { Runtime, SmokeCheck, SmokeResult } from './smoke-check';

/** Runs checks one after the other. @param onResult called as soon as one has ended */
export async function runChecks(
  checks: readonly SmokeCheck[],
  runtime: Runtime,
  onResult: (result: SmokeResult) => void,
): Promise<SmokeResult[]> {
  const results: SmokeResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check, runtime);
    onResult(result);
    results.push(result);
  }
  return results;
}

async function runCheck({ name, title, look }: SmokeCheck, runtime: Runtime): Promise<SmokeResult> {
  const begin = performance.now();
  const ended = (outcome: SmokeResult['outcome'], detail: string): SmokeResult => ({
    check: name,
    title,
    outcome,
    detail,
    seconds: Math.round((performance.now() - begin) / 100) / 10,
  });
  try {
    return ended('passed', await look(runtime));
  } catch (error) {
    return ended('failed', error instanceof Error ? error.message : String(error));
  }
}
