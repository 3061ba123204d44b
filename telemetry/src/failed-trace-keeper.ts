import { isSpanContextValid, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';

import type { ExportQueue } from './export-queue';

/** The spans of this process under one local root: a span without a parent in this process. */
interface LocalTrace {
  readonly rootSpanId: string;
  readonly openSpanIds: Set<string>;
  readonly ended: ReadableSpan[];
  /** Undecided until the local root has ended. */
  kept: boolean | undefined;
}

export interface FailedTraceKeeperLimits {
  /** Most local traces without a sampling flag that are open at once; the oldest is given up for a new one. Default 500. */
  readonly maxLocalTraces?: number;
  /** Most ended spans that wait for their local roots; further ones are given up. Default 2048. */
  readonly maxWaitingSpans?: number;
}

/**
 * Sends sampled spans to the queue at once. Spans that the ratio left out, but that are recorded, wait for the end of
 * their local root: if that has status ERROR they are exported too, else forgotten. A local root is known failed by its
 * own status, which the HTTP instrumentation sets for 5xx answers and `withSpan` for errors.
 *
 * A sampled span costs one comparison, so at ratio 1 nothing is buffered. A child that begins after its parent has ended
 * is not kept, since its local root is no longer known.
 */
export class FailedTraceKeeper implements SpanProcessor {
  private readonly maxLocalTraces: number;
  private readonly maxWaitingSpans: number;
  private readonly traces = new Set<LocalTrace>();
  private readonly traceOfOpenSpan = new Map<string, LocalTrace>();
  private waitingSpans = 0;

  constructor(
    private readonly queue: ExportQueue,
    limits: FailedTraceKeeperLimits = {},
  ) {
    this.maxLocalTraces = limits.maxLocalTraces ?? 500;
    this.maxWaitingSpans = limits.maxWaitingSpans ?? 2_048;
  }

  /** What is held in memory now; all zero when every unsampled local trace has ended. */
  get held(): { localTraces: number; openSpans: number; waitingSpans: number } {
    return {
      localTraces: this.traces.size,
      openSpans: this.traceOfOpenSpan.size,
      waitingSpans: this.waitingSpans,
    };
  }

  onStart(span: Span): void {
    const { spanId, traceFlags } = span.spanContext();
    if ((traceFlags & TraceFlags.SAMPLED) !== 0) return;
    const trace = this.localTraceOf(span, spanId);
    if (trace === undefined) return;
    trace.openSpanIds.add(spanId);
    this.traceOfOpenSpan.set(spanId, trace);
  }

  onEnd(span: ReadableSpan): void {
    const { spanId, traceFlags } = span.spanContext();
    if ((traceFlags & TraceFlags.SAMPLED) !== 0) {
      this.queue.add(span);
      return;
    }
    const trace = this.traceOfOpenSpan.get(spanId);
    if (trace === undefined) return;
    this.traceOfOpenSpan.delete(spanId);
    trace.openSpanIds.delete(spanId);

    if (spanId === trace.rootSpanId) this.decide(trace, span);
    else if (trace.kept === true) this.queue.add(span);
    else if (trace.kept === undefined) this.hold(trace, span);
    if (trace.kept !== undefined && trace.openSpanIds.size === 0) this.traces.delete(trace);
  }

  forceFlush(): Promise<void> {
    return this.queue.flush();
  }

  shutdown(): Promise<void> {
    for (const trace of this.traces) this.forget(trace);
    return this.queue.close();
  }

  private localTraceOf(span: Span, spanId: string): LocalTrace | undefined {
    const parent = span.parentSpanContext;
    const isLocalRoot = parent === undefined || !isSpanContextValid(parent) || parent.isRemote === true;
    if (!isLocalRoot) return this.traceOfOpenSpan.get(parent.spanId);

    if (this.traces.size >= this.maxLocalTraces) {
      const [oldest] = this.traces;
      if (oldest !== undefined) this.forget(oldest);
    }
    const trace: LocalTrace = { rootSpanId: spanId, openSpanIds: new Set(), ended: [], kept: undefined };
    this.traces.add(trace);
    return trace;
  }

  private hold(trace: LocalTrace, span: ReadableSpan): void {
    if (this.waitingSpans >= this.maxWaitingSpans) return;
    trace.ended.push(span);
    this.waitingSpans += 1;
  }

  private decide(trace: LocalTrace, root: ReadableSpan): void {
    trace.kept = root.status.code === SpanStatusCode.ERROR;
    this.waitingSpans -= trace.ended.length;
    if (trace.kept) for (const span of [...trace.ended, root]) this.queue.add(span);
    trace.ended.length = 0;
  }

  private forget(trace: LocalTrace): void {
    for (const spanId of trace.openSpanIds) this.traceOfOpenSpan.delete(spanId);
    this.waitingSpans -= trace.ended.length;
    this.traces.delete(trace);
  }
}
