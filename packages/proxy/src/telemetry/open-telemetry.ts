import {
  context,
  type MeterProvider,
  metrics,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { createProxyMetrics } from './proxy-metrics.ts';
import type { Telemetry } from './telemetry.ts';

export type { Telemetry } from './telemetry.ts';

export interface OpenTelemetryOptions {
  /** @default the global one, which your OpenTelemetry SDK registers */
  readonly tracerProvider?: TracerProvider;
  /**
   * @default the global one. Call `createOpenTelemetry` after your SDK has registered it: otherwise
   * there are no metrics.
   */
  readonly meterProvider?: MeterProvider;
}

/**
 * Traces and metrics for the OpenTelemetry SDK of the host. Needs `@opentelemetry/api`. Spans and
 * metrics contain counts, codes and times, never text, user ids or message ids.
 *
 * @example
 * const proxy = createFeedbackProxy({
 *   adapter: createDifyAdapter({ apiKey: 'app-…', baseUrl: 'https://api.dify.ai/v1' }),
 *   identify: () => 'user-1',
 *   telemetry: createOpenTelemetry(),
 * });
 */
export function createOpenTelemetry({
  tracerProvider = trace.getTracerProvider(),
  meterProvider = metrics.getMeterProvider(),
}: OpenTelemetryOptions = {}): Telemetry {
  const tracer = tracerProvider.getTracer(SCOPE);
  const proxyMetrics = createProxyMetrics(meterProvider.getMeter(SCOPE));

  return {
    traceRequest(request, handle) {
      const { method } = request;
      const name = REQUESTS.get(method) ?? 'message_feedback.other';
      const active = context.active();
      // An instrumented server has read the caller's headers already.
      const parent =
        trace.getSpan(active) === undefined
          ? propagation.extract(active, request.headers, {
              get: (headers, key) => headers.get(key) ?? undefined,
              keys: (headers) => [...headers.keys()],
            })
          : active;
      const attributes = { 'http.request.method': method };
      return tracer.startActiveSpan(name, { kind: SpanKind.SERVER, attributes }, parent, (span) =>
        inSpan(
          span,
          () => handle(() => span.updateName(READ)),
          ({ status }) => {
            span.setAttribute('http.response.status_code', status);
            if (status >= 500) fail(span, String(status));
          },
        ),
      );
    },

    traceAttempt({ adapter, awaited }, run) {
      const attributes = { 'message_feedback.adapter': adapter };
      // A timer keeps the context of the request that set it, to which the worker does not belong.
      const parent = awaited ? context.active() : ROOT_CONTEXT;
      return tracer.startActiveSpan('message_feedback.deliver', { attributes }, parent, (span) =>
        inSpan(span, run, ({ outcome }) => {
          span.setAttribute('message_feedback.outcome', outcome.type);
          if (outcome.type !== 'delivered') fail(span, outcome.type);
        }),
      );
    },

    traceUpstream({ adapter, url, method, headers }, send) {
      const attributes = { 'http.request.method': method, 'server.address': new URL(url).host };
      const options = { kind: SpanKind.CLIENT, attributes };
      return tracer.startActiveSpan('message_feedback.upstream', options, (span) => {
        const sent = proxyMetrics.upstreamRequest(adapter);
        const traced = () => send(withTrace(headers));
        return inSpan(span, traced, ({ status }) => {
          span.setAttribute('http.response.status_code', status);
          if (status >= 400) fail(span, String(status));
        }).then(
          (response) => {
            sent.ended(String(response.status));
            return response;
          },
          (error: unknown) => {
            sent.ended('no_response');
            throw error;
          },
        );
      });
    },

    record: proxyMetrics.record,
    observeBacklog: proxyMetrics.observeBacklog,
  };
}

const READ = 'message_feedback.read';

/** The spans of requests by method. A read by POST gets its name once its body is read. */
const REQUESTS: ReadonlyMap<string, string> = new Map([
  ['GET', READ],
  ['POST', 'message_feedback.submit'],
  ['OPTIONS', 'message_feedback.preflight'],
]);

/** The name of the instrumentation scope. */
const SCOPE = '@message-feedback/proxy';

/** Ends the span with the promise. An error's text stays out of the span: it may quote a user. */
async function inSpan<Result>(
  span: Span,
  run: () => Promise<Result>,
  onResult: (result: Result) => void,
): Promise<Result> {
  try {
    const result = await run();
    onResult(result);
    return result;
  } catch (error) {
    fail(span, error instanceof Error ? error.constructor.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}

function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Adds the trace to the headers, but not the host's baggage, which may name the user. */
function withTrace(headers: Readonly<Record<string, string>>): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  const { traceparent, tracestate } = carrier;
  return {
    ...headers,
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
  };
}
