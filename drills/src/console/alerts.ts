import { z } from 'zod';
import type { AlertNow, AlertsAnswer, Labels, Problem, RuleAnswer } from './api';
import { ConsoleError, toProblem } from './problem';
import { readRules, type Rule } from './rules';
import { read, type Upstream } from './upstream';

/** The alert that fires always; the dead-man's switch says how it is. */
const HEARTBEAT = 'Watchdog';

const labels = z.record(z.string(), z.string());
/** Alerts as Alertmanager's API has them. */
export const held = z.array(
  z.object({
    labels,
    annotations: labels,
    startsAt: z.string(),
    receivers: z.array(z.object({ name: z.string() })),
    status: z.object({ silencedBy: z.array(z.string()), inhibitedBy: z.array(z.string()) }),
  }),
);
type Held = z.output<typeof held>[number];

const switchState = z.object({ state: z.enum(['back', 'silent']), heartbeatAgeSeconds: z.number() });

export interface AlertPath {
  readonly prometheus: Upstream;
  readonly alertmanager: Upstream;
  readonly deadMansSwitch: Upstream;
}

/** What is pending and firing, and whether the alert path works. A component that does not answer is a problem in the answer, not an error. */
export async function readAlerts(from: AlertPath): Promise<AlertsAnswer> {
  const problems: Problem[] = [];
  const orProblem = async <Value>(value: Promise<Value>): Promise<Value | undefined> =>
    value.catch((error: unknown) => {
      problems.push(toProblem(error));
      return undefined;
    });
  const [rules, holding, heartbeat] = await Promise.all([
    orProblem(readRules(from.prometheus)),
    orProblem(read(from.alertmanager, '/api/v2/alerts?active=true&silenced=true&inhibited=true', held)),
    orProblem(read(from.deadMansSwitch, '/state', switchState)),
  ]);
  return {
    alerts: mergeAlerts(rules ?? [], holding ?? []).filter(({ name }) => name !== HEARTBEAT),
    rules: rules?.length ?? 0,
    ...(heartbeat && { heartbeat: { state: heartbeat.state, ageSeconds: heartbeat.heartbeatAgeSeconds } }),
    problems,
  };
}

/** The rule of one alert with what it raises now. Throws ConsoleError `not_found`. */
export async function readRule(prometheus: Upstream, name: string): Promise<RuleAnswer> {
  const rule = (await readRules(prometheus)).find((candidate) => candidate.name === name);
  if (!rule) throw new ConsoleError('not_found', `Prometheus has no rule for an alert ${name}`);
  const { query, duration, state, health, labels: own } = rule;
  return {
    name,
    expression: query,
    for: duration,
    state,
    health,
    labels: own,
    alerts: mergeAlerts([rule], []),
  };
}

/** Firing before pending, critical before the rest, the newest first. */
export function mergeAlerts(rules: readonly Rule[], holding: readonly Held[]): readonly AlertNow[] {
  const byLabels = new Map(holding.map((alert) => [identify(alert.labels), alert]));
  const ofRules = rules.flatMap(({ name, query, alerts }) =>
    alerts.map((alert): AlertNow => {
      const known = byLabels.get(identify(alert.labels));
      byLabels.delete(identify(alert.labels));
      const { state, activeAt: since, value, annotations } = alert;
      return {
        name,
        state,
        since,
        value,
        labels: alert.labels,
        annotations,
        expression: query,
        // Of an alert that was resolved a moment ago Alertmanager still has the end.
        ...(known && state === 'firing' && { handling: handlingOf(known) }),
      };
    }),
  );
  // Prometheus may have dropped what Alertmanager still holds, and others may post to it.
  const others = [...byLabels.values()].map((alert): AlertNow => {
    const { labels: own, annotations, startsAt } = alert;
    const name = own['alertname'] ?? 'without a name';
    return { name, state: 'firing', since: startsAt, labels: own, annotations, handling: handlingOf(alert) };
  });
  return [...ofRules, ...others].sort(
    (a, b) => rank(a) - rank(b) || b.since.localeCompare(a.since) || a.name.localeCompare(b.name),
  );
}

const rank = ({ state, labels: { severity } }: AlertNow): number =>
  (state === 'firing' ? 0 : 2) + (severity === 'critical' ? 0 : 1);

function handlingOf({ receivers, status }: Held): NonNullable<AlertNow['handling']> {
  return {
    receivers: receivers.map(({ name }) => name),
    silencedBy: status.silencedBy,
    inhibitedBy: status.inhibitedBy,
  };
}

const identify = (of: Labels): string => JSON.stringify(Object.entries(of).sort(([a], [b]) => a.localeCompare(b)));
