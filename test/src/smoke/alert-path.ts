import { z } from 'zod';
import { eventually } from '../platform/eventually';
import { fetchJson } from '../platform/json-http';
import { settings } from '../platform/settings';
import { mustHaveNone, unless, type SmokeCheck } from './smoke-check';

/** Alertmanager waits before it sends the first heartbeat. */
const PATIENCE = { timeout: 120_000, interval: 1_000 };

const url = (port: number, target: string): string => `http://127.0.0.1:${port}${target}`;

const rulesSchema = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(z.object({ name: z.string(), health: z.string(), lastError: z.string().optional() })),
      }),
    ),
  }),
});
const switchSchema = z.object({ state: z.string(), heartbeatAgeSeconds: z.number() });

export const alertPathIsAlive: SmokeCheck = {
  name: 'alert-path',
  title: "every rule is evaluated, and Watchdog's heartbeat reaches the dead-man's switch",
  look: () =>
    eventually(async () => {
      const { data } = await fetchJson(url(settings().ports.prometheus, '/api/v1/rules'), rulesSchema);
      const rules = data.groups.flatMap((group) => group.rules);
      const { heartbeatAgeSeconds: age } = await fetchJson(
        url(settings().ports.deadMansSwitch, '/state'),
        switchSchema,
      );
      mustHaveNone([
        ...unless(rules.length > 0, 'Prometheus has loaded no rule'),
        ...rules.flatMap(({ name, health, lastError }) =>
          unless(health === 'ok', `rule ${name} is ${health}: ${lastError ?? 'not evaluated yet'}`),
        ),
        ...unless(
          age < settings().deadMansSwitchSeconds,
          `the dead-man's switch has heard nothing for ${Math.round(age)} s`,
        ),
      ]);
      return `${rules.length} rules; last heartbeat ${Math.round(age)} s ago`;
    }, PATIENCE),
};
