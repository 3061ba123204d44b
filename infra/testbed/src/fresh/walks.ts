import type { Block } from './readme-blocks';

/** What a user does on a bare machine: some sections of the README, in their order. */
export interface Walk {
  readonly name: 'dev-up' | 'test';
  readonly sections: readonly string[];
}

/** Each begins on a machine of its own, so that its first command is the first there. */
export const WALKS: readonly Walk[] = [
  { name: 'dev-up', sections: ['Start it', 'A five-minute tour'] },
  { name: 'test', sections: ['Test it'] },
];

/** What a block shows when all is well. Each expression has to match. */
export interface Expectation {
  readonly shows: readonly RegExp[];
  /** It reads what takes a moment to arrive: it may be run again until it shows that. */
  readonly reads: boolean;
}

const NOTHING: Expectation = { shows: [], reads: false };

/** By the step of the README, or by its section where that has no steps. */
const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'Start it': { shows: [/Healthy [\d.]+ s after make dev-up/, /^console +healthy/m], reads: false },
  'Start, and have something going on': { shows: [/Healthy [\d.]+ s after make dev-up/], reads: false },
  'Follow one request': { shows: [/^[0-9a-f]{32}$/m], reads: false },
  'Its trace': { shows: [/^task-service .* POST/m, /^consumer /m, /daprd|dapr/], reads: true },
  'Its log lines': { shows: [/ task-service /, / consumer /], reads: true },
  'Its effect': { shows: [/"source":"cache"/], reads: true },
  'The numbers': { shows: [/^ *\d+\.\d+ \/s {2}\/tasks/m], reads: true },
  'Break something': { shows: [/"source":"database","degraded":true/, /redis is healthy/], reads: false },
  'Play an incident from end to end': { shows: [/KafkaBrokerDown/], reads: false },
  'Test it': { shows: [/^\d+ passed, 0 failed/m], reads: false },
};

/** @returns what a block has to show; nothing in particular for one that is not known here */
export function expectationOf({ section, step }: Block): Expectation {
  return EXPECTATIONS[step ?? section] ?? NOTHING;
}

/** @returns names of steps and sections that are expected to show something, and are not, or no longer, in the README */
export function strayExpectations(blocks: readonly Block[]): string[] {
  const known = new Set(blocks.map(({ section, step }) => step ?? section));
  return Object.keys(EXPECTATIONS).filter((name) => !known.has(name));
}
