import type { RunState as State } from '../../../src/console/api';
import { Chip, type Tone } from '../ui/chip';

const STATES: Readonly<Record<State, readonly [Tone, string]>> = {
  running: ['note', 'running'],
  passed: ['good', 'passed'],
  failed: ['critical', 'failed'],
  aborted: ['warning', 'aborted'],
  'broken-off': ['critical', 'broken off'],
};

/** How a run ended, or that it goes on. */
export function RunState({ state }: { readonly state: State }) {
  const [tone, text] = STATES[state];
  return <Chip tone={tone}>{text}</Chip>;
}
