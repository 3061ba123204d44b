export { BlockError } from './block-context';
export type { BlockContext, BlockResult } from './block-context';
export { compareOutput } from './expected-output';
export { followStep } from './follow-step';
export type { FollowedStep } from './follow-step';
export { runBlock } from './run-block';
