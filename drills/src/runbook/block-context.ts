import type { Settings } from '@firewatch/native';
import type { Block } from '../catalogue/runbooks';

/** What the blocks of a runbook are run with. */
export interface BlockContext {
  readonly settings: Settings;
  /** The clone, in which commands are run. */
  readonly root: string;
  /** How many times faster than in production the clock of the alert path goes: durations in queries are divided by it. */
  readonly speed: number;
  /** Divides every duration of an expression by the speed. */
  readonly scaleExpression: (expression: string, speed: number) => string;
  /** The beginning of the incident: log lines before it are not shown. */
  readonly since: Date;
  /** Ends what is under way; the promise is then rejected with the signal's reason. */
  readonly signal: AbortSignal;
  /** What a command writes, as it comes. */
  readonly onOutput?: (text: string) => void;
  /** For one run of a block; default 180,000. */
  readonly timeoutMs?: number;
}

export interface BlockResult {
  readonly output: string;
  /** Of a command. */
  readonly exitCode?: number;
}

/** A block could not be run to its end: a query that failed, a command that did not end. The message names the block. */
export class BlockError extends Error {
  override readonly name = 'BlockError';

  constructor(block: Pick<Block, 'language' | 'code' | 'section'>, problem: string, options?: ErrorOptions) {
    super(`${block.section}: ${block.language} block "${block.code.split('\n')[0] ?? ''}": ${problem}`, options);
  }
}
