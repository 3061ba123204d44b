import { get } from '../http/get-json';

/**
 * The sum of a metric's samples that have these labels, as the process at `url` exposes them now; 0 where there are none. Throws
 * RequestError when the process does not answer.
 */
export async function sampleSum(
  url: string,
  metric: string,
  labels: Readonly<Record<string, string>>,
): Promise<number> {
  const { body } = await get(`${url}/metrics`);
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return [...body.matchAll(new RegExp(`^${metric}(?:\\{([^}]*)\\})? (\\S+)`, 'gm'))]
    .filter(([, have = '']) => wanted.every((label) => have.split(',').includes(label)))
    .reduce((sum, [, , value]) => sum + Number(value), 0);
}
