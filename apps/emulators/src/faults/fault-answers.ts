import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Upstream } from '../frame/upstream.ts';
import type { Failure, FaultRules } from './fault-rules.ts';

/** Applies the fault rules to the requests of an upstream. */
export function injectFaults(rules: FaultRules, { name, errorOf }: Upstream): MiddlewareHandler {
  return async (context, next) => {
    const { incoming, outgoing } = context.env as HttpBindings;
    const { method, path } = context.req;
    const { waits, failure } = rules.take({ upstream: name, method, path });
    const closed = new AbortController();
    outgoing.once('close', () => closed.abort());
    /** Ends early when the caller disconnects. */
    const wait = (milliseconds: number) =>
      delay(milliseconds, undefined, { signal: closed.signal }).catch(() => undefined);
    for (const milliseconds of waits) await wait(milliseconds);
    if (closed.signal.aborted) return RESPONSE_ALREADY_SENT;
    if (!failure) return next();

    if (!('when' in failure) || failure.when === 'after') await next();
    const answer = await failingAnswer(failure);
    // Cleared first, because Hono would add the headers of the response that this one replaces.
    context.res = undefined;
    context.res = answer;

    async function failingAnswer(fault: Failure): Promise<Response> {
      switch (fault.kind) {
        case 'hang':
          if (!closed.signal.aborted) await once(closed.signal, 'abort');
          return RESPONSE_ALREADY_SENT;
        case 'reset':
          incoming.socket.resetAndDestroy();
          return RESPONSE_ALREADY_SENT;
        case 'html':
          return htmlPage('Welcome', 'This is not the service you are looking for.', 200);
        case 'redirect':
          return new Response(null, { status: fault.status, headers: { Location: fault.location } });
        case 'status': {
          const { status, code, body } = fault;
          // A response with one of these statuses has no body.
          if (body === 'empty' || [204, 205, 304].includes(status)) return new Response(null, { status });
          if (body === 'json') return errorOf(status, code);
          if (body === 'text') return new Response('upstream error\n', { status });
          return htmlPage(String(status), 'The gateway could not reach the service.', status);
        }
        case 'rate_limit': {
          const limited = errorOf(429, fault.code);
          const { retryAfterSeconds: seconds } = fault;
          if (seconds !== undefined) limited.headers.set('Retry-After', String(seconds));
          return limited;
        }
        case 'truncated_json':
          return withBody(context.res, firstHalf(await bytesOf(context.res)));
        case 'cut_body': {
          const bytes = await bytesOf(context.res);
          const cut = withBody(context.res, asBody(cutBody(bytes)));
          cut.headers.set('Content-Length', String(bytes.length));
          return cut;
        }
      }
    }

    /** Sends the first half, then closes the connection. */
    async function* cutBody(bytes: Bytes) {
      yield firstHalf(bytes);
      await wait(FLUSH_MS);
      incoming.socket.destroySoon();
    }
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

const asBody = (pieces: AsyncIterable<Bytes>) => Readable.toWeb(Readable.from(pieces)) as ReadableStream;

/** Long enough to send the first half before the connection closes. */
const FLUSH_MS = 20;

const htmlPage = (title: string, sentence: string, status: number) =>
  new Response(
    `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${sentence}</p></html>\n`,
    { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } },
  );

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

const firstHalf = (bytes: Bytes) => bytes.slice(0, Math.ceil(bytes.length / 2));

/** The same response with another body. The server computes its length. */
function withBody(response: Response, body: BodyInit): Response {
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  return new Response(body, { status: response.status, headers });
}
