import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanKind, Tracer } from '@opentelemetry/api';

/** A trace context in W3C form, as it stands in record headers or in an outbox row. */
export interface TraceCarrier {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

export interface SpanSettings {
  /** Default: internal. */
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Default: the active context. A carrier without a valid traceparent begins a new trace. */
  readonly parent?: Context | TraceCarrier;
  readonly links?: Link[];
}

/** The tracer of our own code. */
export const tracer: Tracer = trace.getTracer('@firewatch/telemetry');

/**
 * Runs `fn` inside a new span, which is active meanwhile and ends when `fn` has. An error is recorded on the span,
 * sets its status to ERROR and is thrown on unchanged.
 */
export async function withSpan<Result>(
  name: string,
  settings: SpanSettings,
  fn: (span: Span) => Result | Promise<Result>,
): Promise<Result> {
  const { parent, ...options } = settings;
  return tracer.startActiveSpan(name, options, toContext(parent), async (span) => {
    try {
      return await fn(span);
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The active trace context in W3C form, to be stored or sent; empty when no span is active. */
export function currentTraceContext(): { traceparent?: string; tracestate?: string } {
  const carrier: { traceparent?: string; tracestate?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** The context a carrier stands for, on top of nothing else; without a valid traceparent it has no span. */
export function contextFromCarrier(carrier: TraceCarrier): Context {
  return propagation.extract(ROOT_CONTEXT, carrier);
}

function toContext(parent: Context | TraceCarrier | undefined): Context {
  if (parent === undefined) return context.active();
  return 'getValue' in parent ? parent : contextFromCarrier(parent);
}
