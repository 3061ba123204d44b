import path from 'node:path';
import type { Context } from '../platform/component';
import type { Paths } from '../platform/paths';
import { writeFiles } from '../platform/write-files';
import type { Settings } from '../settings';
import { exclusively } from '../system/lock';
import { waitUntil } from '../system/wait-until';
import { CLOCKED, ALERT_PATH, type AlertPath } from './alert-path';
import { findAlertmanagerLag } from './alertmanager-lag';
import { checkClock } from './check-clock';
import { ClockError } from './clock-error';
import { lag, type Lag } from './lag';
import { nativeAlertPath } from './native-alert-path';
import { findEvaluationLag, findRuleFailure, findTargetsLag, readEvaluations } from './prometheus-lag';
import { checkSpeed } from './speed';

/** For Prometheus to replay its log, scrape and evaluate twice, which takes 45 s in production's time. */
const READY_MS = 120_000;
const POLL_MS = 250;

export interface ClockOptions {
  readonly paths: Paths;
  readonly settings: Settings;
  /** How many times faster than in production, from 1 to MAX_SPEED. Absent: back to rest. */
  readonly speed?: number;
  /** Folder with rules/, alertmanager.yml, templates/ and clock.yml. Default `<root>/alerts`. */
  readonly alerts?: string;
  /** Folder with a file of each webhook's URL, as Alertmanager sees it. Default: the rendered one. */
  readonly webhooks?: string;
  /** Whose clock it is. Default: the native platform's. */
  readonly alertPath?: AlertPath;
  /** Ends the waiting; its reason is thrown. What was begun by then stays: set the clock again. */
  readonly signal?: AbortSignal;
  /** Called with one line whenever something else is waited for. */
  readonly onProgress?: (line: string) => void;
}

/**
 * Sets the clock of the running platform's alert path: renders the configuration of Prometheus and Alertmanager, checks it, writes it,
 * starts both anew and waits until they say that they work by it. Does nothing when they do already.
 *
 * Throws ClockError with the part at fault. Before anything was written that leaves what runs untouched; afterwards (a rule that only
 * fails when it is evaluated, a process that does not come up, `signal`) the new configuration stays. Throws SupervisorError when the
 * platform does not run.
 */
export async function setClock(options: ClockOptions): Promise<void> {
  const { paths, settings, speed, alerts, webhooks, signal, onProgress = () => undefined } = options;
  const { alertPath = nativeAlertPath(paths) } = options;
  const context: Context = {
    paths,
    settings,
    ...(speed === undefined ? {} : { clockSpeed: checkSpeed(speed) }),
    ...(alerts === undefined ? {} : { alerts: path.resolve(alerts) }),
    ...(webhooks === undefined ? {} : { webhooks }),
  };
  await alertPath.requireRunning();
  await exclusively(path.join(paths.state, 'clock.lock'), busy, async () => {
    onProgress('Checking rules, routes and templates');
    await checkClock(context);
    signal?.throwIfAborted();
    writeFiles(ALERT_PATH, context, undefined);
    if ((await findLag(context)) === undefined) return;
    await startAnew(context, alertPath, { onProgress, ...(signal ? { signal } : {}) });
  });
}

const busy = (pid: number) => new ClockError('platform', `The clock is being set already, by pid ${pid}.`);

interface Waiting {
  readonly signal?: AbortSignal;
  readonly onProgress: (line: string) => void;
}

async function startAnew(context: Context, alertPath: AlertPath, waiting: Waiting): Promise<void> {
  waiting.onProgress('Starting Prometheus and Alertmanager anew');
  try {
    try {
      // Both are to be gone before one comes back: what Prometheus sends by the old rules is nothing for the new Alertmanager.
      await alertPath.stop();
      // What it has told about, and when, by the old clock: an alert that ended while it was away would count as told, and as told it
      // would be kept quiet if it fired again.
      await alertPath.forgetNotifications();
    } finally {
      await alertPath.start('prometheus', context);
    }
    await waitForTwoEvaluations(context, waiting);
    await waitFor(() => findTargetsLag(context), waiting);
  } finally {
    // Last: an alert that was evaluated before the recording rule that it reads has seen values of the old clock.
    await alertPath.start('alertmanager', context);
  }
  await waitFor(() => findAlertmanagerLag(context), waiting);
  await Promise.all(CLOCKED.map((name) => alertPath.waitUntilReady(name, READY_MS)));
}

async function waitForTwoEvaluations(context: Context, waiting: Waiting): Promise<void> {
  await waitFor(() => findEvaluationLag(context), waiting);
  const latest = Math.max(0, ...(await readEvaluations(context)));
  await waitFor(async () => {
    const all = await readEvaluations(context);
    if (all.some((at) => at <= latest)) return lag('Prometheus has yet to evaluate each rule again');
    return findEvaluationLag(context);
  }, waiting);
  const failing = await findRuleFailure(context);
  if (failing) throw new ClockError(failing.part, failing.message);
}

async function waitFor(find: () => Promise<Lag | undefined>, { signal, onProgress }: Waiting): Promise<void> {
  let last: Lag | undefined;
  const isDone = async () => {
    signal?.throwIfAborted();
    const now = await find();
    if (now && now.message !== last?.message) onProgress(now.message);
    last = now;
    return now === undefined;
  };
  if (await waitUntil(isDone, READY_MS, POLL_MS)) return;
  throw new ClockError(last?.part ?? 'platform', `${last?.message ?? ''}, after ${READY_MS / 1000} s`);
}

async function findLag(context: Context): Promise<Lag | undefined> {
  return (
    (await findEvaluationLag(context)) ??
    (await findRuleFailure(context)) ??
    (await findTargetsLag(context)) ??
    (await findAlertmanagerLag(context))
  );
}
