import { type Attributes, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { isRefusal } from '../errors/refusal.ts';
import { currentRequestId } from './request-scope.ts';

const tracer = trace.getTracer('opticworks');

/** Runs a function inside a span. Without a configured exporter this costs well under a microsecond. */
export function traced<T>(
  name: string,
  attributes: Attributes,
  run: () => Promise<T>,
  kind = SpanKind.INTERNAL,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes, kind }, async (span) => {
    if (span.isRecording()) nameRequest(span);
    try {
      return await run();
    } catch (error) {
      // A refusal is an answer; only faults mark the span. Messages stay out: they may repeat input.
      if (isRefusal(error)) span.setAttribute('opticworks.refusal', error.code);
      else span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

const nameRequest = (span: Span) => {
  const requestId = currentRequestId();
  if (requestId) span.setAttribute('opticworks.request_id', requestId);
};

/** Whether the running code belongs to a span that somebody will see; leaf spans are made only then. */
export function isTraced(): boolean {
  return trace.getActiveSpan()?.isRecording() ?? false;
}

/** A span around something that is neither async nor ours to wrap. @returns how to end it; nothing happens outside a trace */
export function leafSpan(name: string, attributes: Attributes): ((error?: unknown) => void) | null {
  if (!isTraced()) return null;
  const span = tracer.startSpan(name, { attributes, kind: SpanKind.CLIENT });
  nameRequest(span);
  return (error) => {
    if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
    span.end();
  };
}

/** The W3C `traceparent` of the current span, or null outside one. */
export function traceParent(): string | null {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Continues a trace that began elsewhere. */
export function withTraceParent<T>(parent: string | null | undefined, run: () => T): T {
  if (!parent) return run();
  return context.with(propagation.extract(context.active(), { traceparent: parent }), run);
}
