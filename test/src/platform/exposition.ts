import { settings } from './settings';

export interface ExposedSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

type Service = 'taskService' | 'consumer';

/** The samples of a metric as a service exposes them this moment, without waiting for a scrape. */
export async function exposedSamples(service: Service, metric: string): Promise<ExposedSample[]> {
  const response = await fetch(`http://127.0.0.1:${settings.ports[service]}/metrics`, {
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status !== 200) throw new Error(`/metrics of ${service}: ${response.status}`);
  return (await response.text())
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .map((line) => {
      const [, labels = '', value] = /^\w+(?:\{(.*?)\})? (\S+)/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, text]) => [name, text] as const);
      return { labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

/**
 * The sum of a metric's samples as a service exposes it this moment, without waiting for a scrape.
 * @returns 0 when it has no samples
 */
export async function exposedSum(service: Service, metric: string): Promise<number> {
  return (await exposedSamples(service, metric)).reduce((sum, { value }) => sum + value, 0);
}
