import { endpoints, exclusively, PRODUCTION_SPEED } from '@firewatch/native';
import { Alertmanager } from './alertmanager';
import { CALM_DRILLS, START } from './calm-drills';
import type { DrillTools } from './drill-tools';
import type { DrillEvent, RunEnded } from './events';
import { startGuard } from './guard';
import { createJournal, journalFolder, nameRun, writeEvent } from './journal';
import type { Surroundings } from './incident';
import { loadDrill } from './load-drill';
import { drillLock, isBusy } from './lock';
import { Prometheus } from './prometheus';
import { Run } from './run';
import { ALERT_STEPS, runAlertDrill } from './run-alert-drill';
import { QUIET_STEPS, runQuietDrill } from './run-quiet-drill';
import { runStartDrill, START_STEPS } from './run-start-drill';
import { Slack } from './slack';
import type { Before } from './undo';

const QUIET_DRILL = { steps: QUIET_STEPS, play: runQuietDrill, fault: undefined };
/** What it sets apart is a fault to the guard, which puts it back if this process is killed. */
const START_DRILL = { steps: START_STEPS, play: runStartDrill, fault: { name: 'data-set-apart' } } as const;

export interface DrillRunOptions {
  /** Ends the run; what it has changed is undone all the same. */
  readonly signal: AbortSignal;
  /** Gets each event after it was written to the run's journal. */
  readonly onEvent?: (event: DrillEvent) => void;
  /** The clock is left as it is, for another drill that follows; who asks for that sets it to rest in the end. Default false. */
  readonly keepsClock?: boolean;
}

/**
 * Runs one drill: an alert's, or one of CALM_DRILLS. What it breaks it mends, whatever happens: when it fails, when it is aborted, and, by a guard of
 * its own, when this process is killed.
 * @returns how it ended. Throws CatalogueError for a drill that is not there, CommandFailure when another drill is under way, and what the
 * platform throws when it is not running.
 */
export async function runDrill(name: string, tools: DrillTools, options: DrillRunOptions): Promise<RunEnded> {
  const drill = CALM_DRILLS[name] ? undefined : loadDrill(tools.content.runbooks, name);
  const { settings, paths } = tools;
  const speed = name === START ? PRODUCTION_SPEED : tools.speed;
  const { signal, onEvent, keepsClock = false } = options;
  const before: Before = await tools.traffic.status();
  return exclusively(drillLock(paths), isBusy, async () => {
    const id = nameRun(name, new Date());
    const journal = createJournal(journalFolder(paths.data), id);
    const calm = name === START ? START_DRILL : QUIET_DRILL;
    const steps = drill ? ALERT_STEPS : calm.steps;
    const write = (event: DrillEvent) => {
      writeEvent(journal, event);
      onEvent?.(event);
    };
    const run = new Run(steps, write, signal);
    const { prometheus, alertmanager, slackReceiver } = endpoints(settings);
    const clientsUntil = (end: AbortSignal) => ({
      prometheus: new Prometheus(prometheus, end),
      alertmanager: new Alertmanager(alertmanager, end),
      slack: new Slack(slackReceiver, end),
    });
    const afterwards = clientsUntil(new AbortController().signal);
    const common: Surroundings = { run, tools, before, keepsClock, afterwards, ...clientsUntil(signal) };
    const fault = drill?.declared.fault ?? calm.fault;
    const guard = startGuard(tools.guardCommand, { journal, before, ...(fault && { fault }) });
    const start = { kind: 'run-started', run: id, drill: name, pid: process.pid, speed, steps } as const;
    if (drill) {
      const created = tools.createFault(drill.declared.fault, tools);
      run.tell({ ...start, fault: created.title, channel: drill.declared.channel });
      await runAlertDrill({ ...common, drill, fault: created });
    } else {
      run.tell({ ...start, fault: 'nothing is broken' });
      await calm.play(common);
    }
    const ended = run.end();
    guard.release();
    return ended;
  });
}
