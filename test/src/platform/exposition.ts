import { settings } from './settings';

/**
 * The sum of a metric's samples as a service exposes it this moment, without waiting for a scrape.
 * @returns 0 when it has no samples
 */
export async function exposedSum(service: 'taskService' | 'consumer', metric: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${settings.ports[service]}/metrics`, {
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status !== 200) throw new Error(`/metrics of ${service}: ${response.status}`);
  return (await response.text())
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .map((line) => Number(/^\S+?(?:\{.*?\})? (\S+)/.exec(line)?.[1]))
    .reduce((sum, value) => sum + value, 0);
}
