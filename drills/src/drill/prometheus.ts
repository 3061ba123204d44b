import { z } from 'zod';
import { getJson } from '../http/get-json';

const labels = z.record(z.string(), z.string());

const activeAlert = z.object({
  labels,
  annotations: z.record(z.string(), z.string()),
  state: z.enum(['pending', 'firing']),
  activeAt: z.string(),
  value: z.string(),
});
export type ActiveAlert = z.output<typeof activeAlert>;

const alertingRule = z.object({
  name: z.string(),
  query: z.string(),
  duration: z.number(),
  health: z.string(),
  lastError: z.string().optional(),
  labels,
  alerts: z.array(activeAlert),
});

/** An alerting rule as it is loaded; durations are seconds. */
export type LoadedRule = z.output<typeof alertingRule> & { readonly interval: number };

const rulesAnswer = z.object({
  data: z.object({ groups: z.array(z.object({ interval: z.number(), rules: z.array(alertingRule) })) }),
});
const alertsAnswer = z.object({ data: z.object({ alerts: z.array(activeAlert) }) });

const sample = z.tuple([z.number(), z.string()]);
const queryAnswer = z.object({
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ metric: labels, value: sample })),
    }),
    z.object({
      resultType: z.literal('matrix'),
      result: z.array(z.object({ metric: labels, values: z.array(sample) })),
    }),
  ]),
});

/** A series over time: epoch seconds. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly number[];
}

/** Prometheus' HTTP API. Every method throws RequestError when it does not answer: a failed query is never "nothing". */
export class Prometheus {
  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  /** The alerting rules of a name; more than one where an SLO has a page and a ticket. */
  async rules(alert: string): Promise<readonly LoadedRule[]> {
    const answer = await this.get('/api/v1/rules', rulesAnswer, { type: 'alert', 'rule_name[]': alert });
    return answer.data.groups.flatMap(({ interval, rules }) => rules.map((rule) => ({ ...rule, interval })));
  }

  /** All alerts that are pending or fire. */
  async alerts(): Promise<readonly ActiveAlert[]> {
    return (await this.get('/api/v1/alerts', alertsAnswer)).data.alerts;
  }

  /** The rows of an instant query. */
  async query(expression: string): Promise<readonly { labels: Readonly<Record<string, string>>; value: number }[]> {
    const { data } = await this.get('/api/v1/query', queryAnswer, { query: expression });
    if (data.resultType !== 'vector') return [];
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** The samples as they were written, over the seconds before `at`. @param at epoch seconds */
  async samples(selector: string, seconds: number, at: number): Promise<readonly Series[]> {
    const range = `${selector}[${Math.ceil(seconds * 1000)}ms]`;
    return toSeries(await this.get('/api/v1/query', queryAnswer, { query: range, time: String(at) }));
  }

  /** At which of the times from `start` to `end`, each `step` seconds, the expression has which rows. @param start epoch seconds */
  async range(expression: string, start: number, end: number, step: number): Promise<readonly Series[]> {
    const given = { query: expression, start: String(start), end: String(end), step: String(step) };
    return toSeries(await this.get('/api/v1/query_range', queryAnswer, given));
  }

  private get<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<z.output<Schema>> {
    const url = new URL(path, this.url);
    url.search = new URLSearchParams(parameters).toString();
    return getJson(url, schema, { signal: this.signal });
  }
}

function toSeries({ data }: z.output<typeof queryAnswer>): readonly Series[] {
  if (data.resultType !== 'matrix') return [];
  return data.result.map(({ metric, values }) => ({ labels: metric, times: values.map(([time]) => time) }));
}

/** Whether `labels` has all of `wanted`, with these values. */
export function hasLabels(given: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => given[name] === value);
}
