export type { DrillTools } from './drill/drill-tools';
export type { DrillEvent, RunEnded, StepId } from './drill/events';
export { runDrill } from './drill/run-drill';
export type { DrillRunOptions } from './drill/run-drill';
export { createFault } from './faults';
export type { Fault } from './faults';
export { seededRandom } from './traffic/random';
export type { Random } from './traffic/random';
