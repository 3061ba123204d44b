import type { Block } from '../catalogue/runbooks';
import type { BlockContext, BlockResult } from './block-context';
import { runCommand } from './run-command';
import { searchLogs } from './search-logs';
import { queryPrometheus } from './query-prometheus';

/**
 * Runs one block of a runbook and gives what it shows, as runbooks/README.md says.
 * Throws BlockError for a query that fails and a command that does not end, and the signal's reason when it is aborted. A command's
 * exit code other than 0 is a result.
 */
export function runBlock(block: Block, context: BlockContext): Promise<BlockResult> {
  context.signal.throwIfAborted();
  switch (block.language) {
    case 'promql':
      return queryPrometheus(block, context);
    case 'es':
      return searchLogs(block, context);
    case 'sh':
      return runCommand(block, context);
  }
}
