import { settings } from './settings';

export interface ExposedSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One of the platform's services, or another instance of one. */
export type Exposing = 'taskService' | 'consumer' | { readonly port: number };

/** The samples of a metric as a service exposes them this moment, without waiting for a scrape. */
export async function exposedSamples(service: Exposing, metric: string): Promise<ExposedSample[]> {
  const port = typeof service === 'string' ? settings().ports[service] : service.port;
  const url = `http://127.0.0.1:${port}/metrics`;
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
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
export async function exposedSum(service: Exposing, metric: string): Promise<number> {
  return (await exposedSamples(service, metric)).reduce((sum, { value }) => sum + value, 0);
}
