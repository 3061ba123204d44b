import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { DrillEvent, RunEnded, RunStarted } from '../drill/events';
import { journalFile, SUFFIX } from '../drill/journal';
import type { RunAnswer, RunState, RunSummary } from './api';
import { isDrill } from './drill-process';
import { ConsoleError } from './problem';

/** Listed runs, the newest. */
const LISTED = 60;
/** A file's time of change comes from a coarser clock than a process's own. */
const CLOCK_GRAIN_MS = 50;

/** The engine is ours; what is checked is that a line is whole, and an event at all. */
const event = z.looseObject({ kind: z.string(), at: z.string() });

export const runName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/, 'is no name of a run');

/** Events of a journal's text, whole lines only. */
export function parseJournal(text: string): readonly DrillEvent[] {
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = event.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data as unknown as DrillEvent] : [];
    } catch {
      return [];
    }
  });
}

/** Everything that a run has written so far. Throws ConsoleError `not_found`. */
export async function readRun(folder: string, run: string): Promise<RunAnswer> {
  const journal = await readJournal(folder, run);
  const { start, events } = journal;
  return { ...summarise(journal), events, start };
}

interface Journal {
  readonly run: string;
  readonly start: RunStarted;
  readonly events: readonly DrillEvent[];
  readonly end?: RunEnded;
  readonly isRunning: boolean;
}

async function readJournal(folder: string, run: string): Promise<Journal> {
  const first = await readEvents(folder, run);
  if (first.end || isDrill(first.start.pid)) return { ...first, isRunning: !first.end };
  // It may have ended in good order since the first look.
  return { ...(await readEvents(folder, run)), isRunning: false };
}

async function readEvents(folder: string, run: string): Promise<Omit<Journal, 'isRunning'>> {
  const unknown = new ConsoleError('not_found', `There is no run ${run}`);
  if (!runName.safeParse(run).success) throw unknown;
  const text = await fs.readFile(journalFile(folder, run), 'utf8').catch(() => undefined);
  const events = parseJournal(text ?? '');
  const start = events.find((one): one is RunStarted => one.kind === 'run-started');
  if (!start) throw unknown;
  const end = events.find((one): one is RunEnded => one.kind === 'run-ended');
  return { run, start, events, ...(end && { end }) };
}

/** The newest runs first. What is no journal is left out. */
export async function listRuns(folder: string): Promise<readonly RunSummary[]> {
  const newest = (await listFiles(folder)).sort((a, b) => b.changed - a.changed).slice(0, LISTED);
  const runs = await Promise.all(newest.map(async ({ run }) => (await readIfRun(folder, run)) ?? []));
  return runs
    .flat()
    .map(summarise)
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** The run that this process writes. @param since milliseconds since 1970; an older run of that id was another process's */
export async function findRun(folder: string, pid: number | undefined, since: number): Promise<string | undefined> {
  const files = (await listFiles(folder)).filter(({ changed }) => changed >= since - CLOCK_GRAIN_MS);
  const runs = await Promise.all(files.map(async ({ run }) => (await readIfRun(folder, run)) ?? []));
  return runs.flat().find(({ start }) => start.pid === pid && Date.parse(start.at) >= since - CLOCK_GRAIN_MS)?.run;
}

async function listFiles(folder: string): Promise<{ readonly run: string; readonly changed: number }[]> {
  const names = await fs.readdir(folder).catch(() => []);
  const files = names
    .filter((name) => name.endsWith(SUFFIX))
    .map(async (name) => {
      // Whoever clears old runs away may do it now.
      const found = await fs.stat(path.join(folder, name)).catch(() => undefined);
      return found ? [{ run: name.slice(0, -SUFFIX.length), changed: found.mtimeMs }] : [];
    });
  return (await Promise.all(files)).flat();
}

const readIfRun = (folder: string, run: string) => readJournal(folder, run).catch(() => undefined);

function summarise({ run, start, end, isRunning }: Journal): RunSummary {
  const { drill, speed, at: startedAt } = start;
  const state: RunState = end?.outcome ?? (isRunning ? 'running' : 'broken-off');
  return {
    run,
    drill,
    state,
    startedAt,
    speed,
    ...(end && { seconds: (Date.parse(end.at) - Date.parse(startedAt)) / 1000 }),
    ...(end?.failure && { failure: end.failure }),
  };
}
