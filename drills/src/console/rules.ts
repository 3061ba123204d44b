import { z } from 'zod';
import { read, type Upstream } from './upstream';

const labels = z.record(z.string(), z.string());

const ruleSchema = z.object({
  name: z.string(),
  query: z.string(),
  duration: z.number(),
  labels,
  state: z.enum(['inactive', 'pending', 'firing']),
  health: z.string(),
  alerts: z.array(
    z.object({
      labels,
      annotations: labels,
      state: z.enum(['pending', 'firing']),
      activeAt: z.string(),
      value: z.string(),
    }),
  ),
});

export type Rule = z.output<typeof ruleSchema>;

const answer = z.object({ data: z.object({ groups: z.array(z.object({ rules: z.array(ruleSchema) })) }) });

/** The alert rules as Prometheus has them loaded, with the alerts of each. */
export async function readRules(prometheus: Upstream): Promise<readonly Rule[]> {
  const { data } = await read(prometheus, '/api/v1/rules?type=alert', answer);
  return data.groups.flatMap(({ rules }) => rules);
}
