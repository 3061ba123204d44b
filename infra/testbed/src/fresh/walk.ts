import { CommandFailure, waitUntil } from '@firewatch/native';
import type { Block } from './readme-blocks';
import type { Shown, Terminal } from './terminal';
import { expectationOf, type Walk } from './walks';

/** For what a block reads to arrive: traces, log lines, a summary. */
const ARRIVAL_MS = 90_000;
const LAST_LINES = 40;

export interface Timed {
  readonly what: string;
  readonly seconds: number;
}

export interface WalkOptions {
  readonly terminal: Pick<Terminal, 'run'>;
  /** Gets what begins, and what ended. */
  readonly progress: (line: string) => void;
}

/**
 * Runs the blocks of a walk, as a user would who pastes them. Throws CommandFailure, with what it printed, for the first that fails or does not show what it should.
 * @returns how long each took
 */
export async function takeWalk(
  { name, sections }: Walk,
  blocks: readonly Block[],
  { terminal, progress }: WalkOptions,
): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const block of blocks.filter(({ section }) => sections.includes(section))) {
    const what = `${name}: ${block.step ?? block.section}`;
    progress(what);
    const since = performance.now();
    await runBlock(block, what, terminal);
    const seconds = Math.round((performance.now() - since) / 1000);
    timed.push({ what, seconds });
    progress(`${what}: done in ${seconds} s`);
  }
  return timed;
}

async function runBlock(block: Block, what: string, terminal: Pick<Terminal, 'run'>): Promise<void> {
  const { shows, reads } = expectationOf(block);
  let shown: Shown = { status: 0, output: '' };
  const isAsExpected = async () => {
    shown = await terminal.run(block.code);
    return shown.status === 0 && shows.every((form) => form.test(shown.output));
  };
  const isWell = reads ? await waitUntil(isAsExpected, ARRIVAL_MS) : await isAsExpected();
  if (isWell) return;
  const absent = shows.filter((form) => !form.test(shown.output)).map(String);
  const why = shown.status === 0 ? `did not show ${absent.join(' and ')}` : `failed with exit code ${shown.status}`;
  const lines = shown.output.trimEnd().split('\n').slice(-LAST_LINES);
  throw new CommandFailure([`${what} ${why}:`, ...lines.map((line) => `    ${line}`)].join('\n'));
}
