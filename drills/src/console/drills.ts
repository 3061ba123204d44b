import { CALM_DRILLS } from '../drill/calm-drills';
import type { DrillAnswer, DrillHead, DrillsAnswer, RunbookHead, RunSummary } from './api';
import { listRuns } from './journals';
import { ConsoleError } from './problem';
import { listRunbooks } from './runbooks';

export interface DrillFolders {
  readonly runbooks: string;
  readonly journals: string;
}

/** The drills that the runbooks declare, each with its last run, and all recent runs. */
export async function listDrills(folders: DrillFolders): Promise<DrillsAnswer> {
  const [runbooks, runs] = await Promise.all([listRunbooks(folders.runbooks), listRuns(folders.journals)]);
  return { drills: drillsOf(runbooks, runs), runs };
}

/** One drill with its runs. Throws ConsoleError `not_found`. */
export async function readDrill(folders: DrillFolders, name: string): Promise<DrillAnswer> {
  const { drills, runs } = await listDrills(folders);
  const drill = drills.find((candidate) => candidate.name === name);
  if (!drill) throw new ConsoleError('not_found', `No runbook declares a drill ${name}`);
  return { ...drill, runs: runs.filter((run) => run.drill === name) };
}

function drillsOf(runbooks: readonly RunbookHead[], runs: readonly RunSummary[]): readonly DrillHead[] {
  const lastOf = (name: string): Pick<DrillHead, 'lastRun'> => {
    const lastRun = runs.find(({ drill }) => drill === name);
    return lastRun ? { lastRun } : {};
  };
  return [
    ...runbooks.flatMap(({ alert: name, severity, drill }): DrillHead[] =>
      drill ? [{ name, description: describeFault(drill), ...(severity && { severity }), ...lastOf(name) }] : [],
    ),
    ...Object.entries(CALM_DRILLS).map(([name, { description }]) => ({ name, description, ...lastOf(name) })),
  ];
}

/** E.g. `process-killed: process kafka-2`. */
export function describeFault({ fault }: Readonly<Record<string, unknown>>): string {
  if (typeof fault !== 'object' || fault === null) return 'a fault that the runbook does not name';
  const { name, ...parameters } = fault as Readonly<Record<string, unknown>>;
  const told = Object.entries(parameters).map(([key, value]) => `${key} ${String(value)}`);
  return [String(name), ...(told.length === 0 ? [] : [told.join(', ')])].join(': ');
}
