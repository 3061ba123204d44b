import { scaleExpression } from '@firewatch/native';
import type { Block } from '../catalogue/runbooks';
import { followStep, type BlockContext } from '../runbook';
import { DrillFailure } from './drill-failure';
import type { DrillTools } from './drill-tools';
import type { StepId } from './events';
import type { Run } from './run';

export interface Following {
  readonly run: Run;
  readonly tools: DrillTools;
  readonly step: StepId;
  /** The beginning of the incident. */
  readonly since: Date;
  /** Until a block that only reads has to show what the page says. */
  readonly timeoutMs: number;
}

/**
 * Runs the blocks of a page in their order, and tells of each.
 * Throws DrillFailure `runbook` for the first whose output is not what the page says.
 */
export async function followBlocks(blocks: readonly Block[], following: Following): Promise<void> {
  const { run, tools, step, since, timeoutMs } = following;
  const context: BlockContext = {
    settings: tools.settings,
    root: tools.paths.root,
    speed: tools.speed,
    scaleExpression,
    since,
    signal: run.signal,
  };
  for (const block of blocks) {
    const { language, code, expected, section, index } = block;
    const { output, mismatch } = await followStep(block, context, { timeoutMs });
    run.tell({
      kind: 'block-ran',
      step,
      language,
      code,
      output,
      ...(expected !== undefined && { expected }),
      matches: mismatch === undefined,
    });
    if (mismatch !== undefined)
      throw new DrillFailure('runbook', `${section}, block ${index}, "${code.split('\n')[0] ?? ''}": ${mismatch}`);
  }
}
