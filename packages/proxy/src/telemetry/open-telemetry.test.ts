import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionLost, refusal, unavailable } from '../../test/scripted-upstream.ts';
import { messageIdOf, storeWith } from '../../test/store-with.ts';
import {
  createTestProxy,
  ENDPOINT,
  MESSAGE_ID,
  rawRequest,
  stampOf,
  submitRequest,
} from '../../test/test-proxy.ts';
import { createMemoryStore } from '../stores/memory.ts';
import { createOpenTelemetry } from './open-telemetry.ts';

const COMMENT = 'the bridge in Lisbon';
const FEEDBACK = { rating: 'dislike', reasons: ['slow'], comment: COMMENT } as const;
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;

const spans = new InMemorySpanExporter();
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });

let reader: PeriodicExportingMetricReader;
let meterProvider: MeterProvider;

beforeEach(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  // Read only when a test asks for it.
  reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e9 });
  meterProvider = new MeterProvider({ readers: [reader] });
});
afterEach(async () => {
  spans.reset();
  await meterProvider.shutdown();
  context.disable();
  propagation.disable();
});

function createTraced(options: Parameters<typeof createTestProxy>[0] = {}) {
  const telemetry = createOpenTelemetry({ tracerProvider, meterProvider });
  return createTestProxy({ telemetry, ...options });
}

/** The finished spans by name. */
function spansNamed(name: string) {
  return spans.getFinishedSpans().filter((span) => span.name === `message_feedback.${name}`);
}

/** The values of a metric, by its attributes. */
async function valuesOf(name: string): Promise<Record<string, unknown>> {
  const { resourceMetrics } = await reader.collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const points =
    metrics.find(({ descriptor }) => descriptor.name === `message_feedback.${name}`)?.dataPoints ?? [];
  return Object.fromEntries(
    points.map(({ attributes, value }) => [
      Object.values(attributes).join(' '),
      typeof value === 'number' ? value : value.count,
    ]),
  );
}

describe('a trace', () => {
  it('leads from the caller over submit and delivery to the upstream', async () => {
    const { proxy, upstream } = createTraced();
    const request = submitRequest({ feedback: FEEDBACK });
    request.headers.set('traceparent', TRACEPARENT);
    request.headers.set('baggage', 'user=user-1');
    expect((await proxy.fetch(request)).status).toBe(200);

    const [submit, deliver, sent] = ['submit', 'deliver', 'upstream'].map((name) => spansNamed(name)[0]);
    for (const span of [submit, deliver, sent]) expect(span?.spanContext().traceId).toBe(TRACE_ID);
    expect(submit?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(deliver?.parentSpanContext?.spanId).toBe(submit?.spanContext().spanId);
    expect(sent?.parentSpanContext?.spanId).toBe(deliver?.spanContext().spanId);
    expect(deliver?.attributes).toMatchObject({ 'message_feedback.outcome': 'delivered' });
    const [call] = upstream.calls;
    expect(call?.headers.get('traceparent')).toBe(`00-${TRACE_ID}-${sent?.spanContext().spanId}-01`);
    expect(call?.headers.get('baggage')).toBeNull();
    expect(call?.headers.get('authorization')).toBe('Bearer app-key');
  });

  it('has a read for a read by POST', async () => {
    const { proxy } = createTraced();
    await proxy.fetch(rawRequest(JSON.stringify({ messages: [{ messageId: MESSAGE_ID }] })));
    expect(spansNamed('submit')).toHaveLength(0);
    expect(spansNamed('read')).toHaveLength(1);
  });

  it.each([
    ['GET', 'read'],
    ['OPTIONS', 'preflight'],
    ['PUT', 'other'],
  ])('has the span for %s: %s', async (method, name) => {
    const { proxy } = createTraced();
    await proxy.fetch(new Request(ENDPOINT, { method }));
    expect(spans.getFinishedSpans().map((span) => span.name)).toEqual([`message_feedback.${name}`]);
  });

  it('is the host’s own if its server is instrumented', async () => {
    const { proxy } = createTraced();
    const tracer = tracerProvider.getTracer('host');
    await tracer.startActiveSpan('POST /feedback', async (span) => {
      const request = submitRequest();
      request.headers.set('traceparent', TRACEPARENT);
      await proxy.fetch(request);
      span.end();
    });
    const [host] = spans.getFinishedSpans().filter(({ name }) => name === 'POST /feedback');
    expect(spansNamed('submit')[0]?.parentSpanContext?.spanId).toBe(host?.spanContext().spanId);
  });

  it('is a new one for each attempt of the worker', async () => {
    const { proxy } = createTraced({ store: await storeWith(2), worker: false });
    await tracerProvider.getTracer('host').startActiveSpan('cron', async (span) => {
      await proxy.deliverDue();
      span.end();
    });
    const attempts = spansNamed('deliver');
    expect(attempts).toHaveLength(2);
    expect(attempts.map(({ parentSpanContext }) => parentSpanContext)).toEqual([undefined, undefined]);
  });

  it('shows what failed, without the words of an error', async () => {
    const { submit, load, upstream } = createTraced({ worker: false });
    upstream.next(() => unavailable(), connectionLost);
    await submit();
    await submit({ stamp: stampOf(2) });
    await load();
    expect(spansNamed('deliver').map(({ attributes }) => attributes['error.type'])).toEqual([
      'retry',
      'uncertain',
    ]);
    expect(spansNamed('upstream').map(({ attributes }) => attributes['error.type'])).toEqual([
      '503',
      'TypeError',
    ]);
    expect(spansNamed('read')[0]?.attributes['http.response.status_code']).toBe(400);
  });
});

describe('metrics', () => {
  it('count what is accepted, delivered, superseded and dead', async () => {
    const { submit, upstream } = createTraced({ worker: false });
    await submit();
    await submit({ stamp: stampOf(2) });
    await submit({ stamp: stampOf(1) });
    upstream.next(() => unavailable());
    await submit({ stamp: stampOf(3) });
    expect(await valuesOf('accepted')).toEqual({ dify: 3 });
    expect(await valuesOf('delivered')).toEqual({ dify: 2 });
    expect(await valuesOf('superseded')).toEqual({ dify: 1 });
    expect(await valuesOf('dead_lettered')).toEqual({});
    expect(await valuesOf('upstream.duration')).toEqual({ 'dify 200': 2, 'dify 503': 1 });
  });

  it('count a row that dies', async () => {
    const { proxy, upstream } = createTraced({ store: await storeWith(2), worker: false });
    upstream.next(refusal());
    await proxy.deliverDue();
    expect(await proxy.deadLetters()).toHaveLength(1);
    expect(await valuesOf('dead_lettered')).toEqual({ 'dify upstream_refused': 1 });
    expect(await valuesOf('backlog')).toMatchObject({ 'dify dead_letter': 1 });
  });

  it('show the backlog, the age of its oldest row and the circuit', async () => {
    const aMinuteAgo = createMemoryStore({ now: () => Date.now() - 60_000 });
    const { proxy, store, submit, upstream } = createTraced({ worker: false, store: aMinuteAgo });
    expect(await valuesOf('oldest_undelivered')).toEqual({ dify: 0 });
    expect(await valuesOf('circuit')).toEqual({ dify: 0 });
    upstream.respondWith(() => unavailable());
    for (let index = 0; index < 5; index++) {
      await submit({ message: { messageId: messageIdOf(index) } });
    }
    expect(await valuesOf('circuit')).toEqual({ dify: 1 });
    expect(await valuesOf('backlog')).toEqual({
      'dify waiting': 0,
      'dify retrying': 5,
      'dify dead_letter': 0,
    });
    expect(Object.values(await valuesOf('oldest_undelivered'))[0]).toBeGreaterThanOrEqual(60);

    await proxy.close();
    const backlog = vi.spyOn(store, 'backlog');
    await valuesOf('oldest_undelivered');
    expect(backlog).not.toHaveBeenCalled();
  });

  it('go on when the store fails', async () => {
    const { store, submit } = createTraced({ worker: false });
    vi.spyOn(store, 'backlog').mockRejectedValue(new Error('disk full'));
    await submit();
    expect(await valuesOf('accepted')).toEqual({ dify: 1 });
    expect(await valuesOf('oldest_undelivered')).toEqual({});
  });
});

describe('spans and metrics', () => {
  it('contain no text, no ids and no key', async () => {
    const { submit, load, upstream } = createTraced({ worker: false });
    upstream.next(() => new Response(COMMENT, { status: 400 }));
    await submit({ feedback: FEEDBACK });
    await submit({ feedback: FEEDBACK, stamp: stampOf(2) });
    await load(MESSAGE_ID);
    const { resourceMetrics } = await reader.collect();
    const told = JSON.stringify([
      spans
        .getFinishedSpans()
        .map(({ name, attributes, status, events }) => [name, attributes, status, events]),
      resourceMetrics.scopeMetrics,
    ]);
    for (const secret of [COMMENT, 'Lisbon', 'slow', 'user-1', MESSAGE_ID, stampOf(1), 'app-key']) {
      expect(told).not.toContain(secret);
    }
    expect(spans.getFinishedSpans().length).toBeGreaterThan(5);
  });
});

it('needs no OpenTelemetry SDK', async () => {
  context.disable();
  propagation.disable();
  trace.disable();
  const { submit } = createTestProxy({ telemetry: createOpenTelemetry() });
  expect((await submit()).status).toBe(200);
});
