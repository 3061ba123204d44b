import type { Alertmanager } from './alertmanager';
import { hasLabels, type ActiveAlert, type Prometheus } from './prometheus';
import { until } from './until';

type Labels = Readonly<Record<string, string>>;

/** Fires always. */
const HEARTBEAT = 'Watchdog';

/**
 * Alerts of objectives remember for hours what is over long since, as sloth labels them: those that fired before a drill, or that it
 * made fire, are told, and do not count.
 */
export const remembers = ({ labels }: Pick<ActiveAlert, 'labels'>): boolean => labels['sloth_slo'] !== undefined;

/** Seconds of production time: as long as every window that has to be over for an alert of symptoms, or for an objective's page, to end. */
const LONGEST_WINDOW = 1_800;
/** What no clock shortens: processes that start, groups that rebalance, lag that is worked off. */
const RECOVERY_MS = 120_000;

/** Until alerts are over once their cause is. */
export const quietWithinMs = ({ speed }: { readonly speed: number }): number =>
  (LONGEST_WINDOW / speed) * 1000 + RECOVERY_MS;

/** An alert that is not over, by its name and who says so. */
export interface Unquiet {
  readonly alert: string;
  /** E.g. `KafkaBrokerDown (firing)`. */
  readonly text: string;
}

/**
 * What Prometheus has pending or firing and what Alertmanager holds, apart from the heartbeat and what remembers.
 * @param own labels of an alert that counts all the same
 */
export async function unquietNow(
  prometheus: Prometheus,
  alertmanager: Alertmanager,
  own?: Labels,
): Promise<readonly Unquiet[]> {
  const counts = (alert: Pick<ActiveAlert, 'labels'>) =>
    alert.labels['alertname'] !== HEARTBEAT &&
    (!remembers(alert) || (own !== undefined && hasLabels(alert.labels, own)));
  const nameOf = ({ labels }: Pick<ActiveAlert, 'labels'>): string => labels['alertname'] ?? '';
  const active = (await prometheus.alerts()).filter(counts);
  const held = (await alertmanager.alerts()).filter(counts).map(nameOf);
  const names = active.map(nameOf);
  return [
    ...active.map((alert) => ({ alert: nameOf(alert), text: `${nameOf(alert)} (${alert.state})` })),
    ...held
      .filter((name) => !names.includes(name))
      .map((alert) => ({ alert, text: `${alert} (held by Alertmanager)` })),
  ];
}

export interface QuietWait {
  /** Labels of an alert that has to be over although it remembers. */
  readonly own?: Labels;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told when what is waited for changes. */
  readonly onWaiting: (unquiet: readonly Unquiet[]) => void;
}

/** Waits until no alert is pending or fires. @returns what still is when the time is over */
export async function awaitQuiet(
  prometheus: Prometheus,
  alertmanager: Alertmanager,
  { own, timeoutMs, signal, onWaiting }: QuietWait,
): Promise<readonly Unquiet[]> {
  let seen: readonly Unquiet[] = [];
  let told = '';
  const check = async () => {
    seen = await unquietNow(prometheus, alertmanager, own);
    const text = describe(seen);
    if (text !== told && seen.length > 0) onWaiting(seen);
    told = text;
    return seen.length === 0 ? true : undefined;
  };
  return (await until(check, { timeoutMs, everyMs: 500, signal })) ? [] : seen;
}

export const describe = (unquiet: readonly Unquiet[]): string => unquiet.map(({ text }) => text).join(', ');
