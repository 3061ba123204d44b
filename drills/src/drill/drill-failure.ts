import { BlockError } from '../runbook';
import type { Part, StepId } from './events';

/** What makes a drill fail: the part that is to be mended, and what was seen. */
export class DrillFailure extends Error {
  override readonly name = 'DrillFailure';
  constructor(
    readonly part: Part,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The part that an error of any kind speaks of in a step; what nobody has thought of is the platform's. */
export function failureOf(step: StepId, error: unknown): { step: StepId; part: Part; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { step, part: partOf(error), message };
}

function partOf(error: unknown): Part {
  if (error instanceof DrillFailure) return error.part;
  return error instanceof BlockError ? 'runbook' : 'platform';
}
