import { createAlwaysRecordSampler, ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import type { Sampler } from '@opentelemetry/sdk-trace';

/**
 * The sampler for a ratio of new traces, 0 to 1: the parent decides, and the ratio where there is none. What it leaves
 * out is recorded all the same, unsampled, so that a failed local trace can still be kept.
 */
export function createSampler(ratio: number): Sampler {
  return createAlwaysRecordSampler(new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }));
}
