import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';

/** The trace id of the request being handled; null when it is not traced. */
export function activeTraceId(): string | null {
  const spanContext = trace.getActiveSpan()?.spanContext();
  return spanContext && isSpanContextValid(spanContext) ? spanContext.traceId : null;
}

/** Tells the client the trace id in `x-trace-id`. */
export const sendTraceId: RequestHandler = (_request, response, next) => {
  const traceId = activeTraceId();
  if (traceId) response.setHeader('x-trace-id', traceId);
  next();
};
