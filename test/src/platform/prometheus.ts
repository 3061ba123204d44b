import { z } from 'zod';
import { fetchJson } from './json-http';
import { settings } from './settings';

const baseUrl = (): string => `http://127.0.0.1:${settings().ports.prometheus}`;

const labels = z.record(z.string(), z.string());
const point = z.tuple([z.number(), z.string()]);
const resultSchema = z.object({
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: point })) }),
    z.object({ resultType: z.literal('scalar'), result: point }),
    z.object({
      resultType: z.literal('matrix'),
      result: z.array(z.object({ metric: labels, values: z.array(point) })),
    }),
  ]),
});

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Evaluates an instant query now. A range vector gives the last value of each series. */
export async function query(expression: string): Promise<Sample[]> {
  const url = `${baseUrl()}/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`;
  const { data } = await fetchJson(url, resultSchema);
  switch (data.resultType) {
    case 'vector':
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    case 'scalar':
      return [{ labels: {}, value: Number(data.result[1]) }];
    case 'matrix':
      return data.result.map(({ metric, values }) => ({ labels: metric, value: Number(values.at(-1)?.[1]) }));
  }
}

const targetsSchema = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({
        labels,
        scrapeUrl: z.string(),
        health: z.enum(['up', 'down', 'unknown']),
        lastError: z.string(),
      }),
    ),
  }),
});

export type ScrapeTarget = z.infer<typeof targetsSchema>['data']['activeTargets'][number];

/** What Prometheus scrapes, with the outcome of the last scrape. */
export async function scrapeTargets(): Promise<ScrapeTarget[]> {
  const { data } = await fetchJson(`${baseUrl()}/api/v1/targets?state=active`, targetsSchema);
  return data.activeTargets;
}

/** A node of a parsed expression; a selector has a metric's name, anything else has nodes below it. */
interface SyntaxNode {
  readonly [field: string]: unknown;
  readonly type?: unknown;
  readonly name?: unknown;
}

/** The metrics that an expression selects, by Prometheus' own parser. */
export async function selectedNames(expression: string): Promise<string[]> {
  const url = `${baseUrl()}/api/v1/parse_query?${new URLSearchParams({ query: expression }).toString()}`;
  const { data } = await fetchJson(url, z.object({ data: z.record(z.string(), z.unknown()) }));
  return [...new Set(namesBelow(data))];
}

function namesBelow(node: SyntaxNode): string[] {
  const own = /(vector|matrix)Selector/i.test(String(node.type)) && typeof node.name === 'string' ? [node.name] : [];
  const below = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]) as unknown[]);
  return [...own, ...below.filter(isNode).flatMap(namesBelow)].filter((name) => name !== '');
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null;
}

/** Every metric that a target describes or has samples of, under the names by which it is selected. */
export async function exposedNames(): Promise<Set<string>> {
  const [described, sampled] = await Promise.all([
    fetchJson(
      `${baseUrl()}/api/v1/metadata`,
      z.object({ data: z.record(z.string(), z.array(z.object({ type: z.string() }))) }),
    ),
    fetchJson(`${baseUrl()}/api/v1/label/__name__/values`, z.object({ data: z.array(z.string()) })),
  ]);
  const names = new Set(sampled.data);
  for (const [name, [metric]] of Object.entries(described.data)) {
    // A counter in OpenMetrics is described without the suffix that its samples have.
    names.add(name).add(`${name}_total`);
    if (metric?.type === 'histogram') for (const suffix of ['bucket', 'count', 'sum']) names.add(`${name}_${suffix}`);
  }
  return names;
}
