import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';
import {
  createFault,
  journalFile,
  journalFolder,
  nativePlatform,
  parseJournal,
  type DrillEvent,
  type DrillTools,
  type RunEnded,
  type StepId,
} from '@firewatch/drills';
import { paths } from './settings';

const FIREWATCH = path.join(paths.root, 'drills/build/bin/firewatch.js');

const platform = nativePlatform();

/** What a test gives to a drill that runs in its own process. */
export const tools: DrillTools = {
  ...platform,
  content: { alerts: path.join(paths.root, 'alerts'), runbooks: path.join(paths.root, 'runbooks') },
  speed: platform.settings.drillSpeed,
  createFault,
};

export interface DrillCommand {
  readonly events: readonly DrillEvent[];
  readonly stderr: string;
  /** Null for one that a signal ended. */
  readonly code: number | null;
}

/**
 * Runs `firewatch drill run … --json`.
 * @param onEvent gets each event as it comes, and the process's pid
 */
export async function runDrillCommand(
  words: readonly string[],
  onEvent: (event: DrillEvent, pid: number) => void = () => undefined,
): Promise<DrillCommand> {
  const child = spawn(process.execPath, [FIREWATCH, 'drill', 'run', ...words, '--json'], { cwd: paths.root });
  const events: DrillEvent[] = [];
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  for await (const line of createInterface(child.stdout)) {
    const event = JSON.parse(line) as DrillEvent;
    events.push(event);
    onEvent(event, child.pid ?? 0);
  }
  return { events, stderr, code: await ended };
}

/** What a run has told until now, from its journal. */
export function journalOf(run: string): readonly DrillEvent[] {
  return parseJournal(readFileSync(journalFile(journalFolder(paths.data), run), 'utf8'));
}

/** The end that a run tells of. @throws Error when it tells of none */
export function endOf(events: readonly DrillEvent[]): RunEnded {
  const end = events.find((event) => event.kind === 'run-ended');
  if (!end) throw new Error(`the run did not end: ${JSON.stringify(events.at(-1))}`);
  return end;
}

/** How each step ended, in their order. */
export const outcomesOf = (events: readonly DrillEvent[]): readonly (readonly [StepId, string])[] =>
  events.flatMap((event) => (event.kind === 'step-ended' ? [[event.step, event.outcome] as const] : []));
