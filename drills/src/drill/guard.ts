import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exclusively } from '@firewatch/native';
import { z } from 'zod';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { createFault } from '../faults';
import type { Platform } from '../platform/platform';
import type { StepId } from './events';
import { writeEvent } from './journal';
import { drillLock, isBusy } from './lock';
import { restore, type Before } from './undo';

const DONE = 'done';

/** What the guard of a run has to know to undo it. */
export interface Guarded {
  readonly journal: string;
  readonly before: Before;
  readonly fault?: FaultSpec;
}

const guarded = z.object({
  journal: z.string(),
  before: z.object({ running: z.boolean(), rate: z.number().optional(), users: z.number().optional() }),
  fault: z.custom<FaultSpec>((value) => typeof value === 'object' && value !== null).optional(),
});

export interface Guard {
  /** The run has undone everything itself. */
  release(): void;
}

/**
 * Starts a process that outlives this one, however that ends, and then takes its fault back and sets clock and traffic back.
 */
export function startGuard([program, ...args]: Platform['guardCommand'], spec: Guarded): Guard {
  // A session of its own: a Ctrl-C in the terminal is for the drill, not for its guard.
  const child = spawn(program, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  // A guard that is gone cannot be told; the drill goes on without it.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(spec)}\n`);
  return { release: () => void child.stdin.end(`${DONE}\n`) };
}

/** The guard itself: reads what it guards from its standard input, whose end is the end of the drill. */
export async function guard(tools: Platform): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface(process.stdin)) lines.push(line);
  const [spec = '', word] = lines;
  if (word === DONE) return;
  const { journal, before, fault } = guarded.parse(JSON.parse(spec));
  await exclusively(drillLock(tools.paths), isBusy, async () => {
    const problems = [
      ...(fault ? await told('withdraw', () => createFault(fault, tools).withdraw()) : []),
      ...(await told('restore', () => restore(tools, before))),
    ];
    writeEvent(journal, {
      kind: 'run-ended',
      at: new Date().toISOString(),
      outcome: 'aborted',
      failure: {
        step: problems[0]?.step ?? 'withdraw',
        part: 'platform',
        message: ['the drill ended without a word; its guard undid it', ...problems.map(({ text }) => text)].join('; '),
      },
      timings: { total: 0 },
    });
  });
}

async function told(step: StepId, undo: () => Promise<void>): Promise<readonly { step: StepId; text: string }[]> {
  try {
    await undo();
    return [];
  } catch (error) {
    return [{ step, text: error instanceof Error ? error.message : String(error) }];
  }
}
