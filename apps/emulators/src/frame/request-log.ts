import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HonoRequest, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { digits } from './command.ts';
import type { EventHub } from './event-hub.ts';
import { isoTime } from './store.ts';
import { UPSTREAM_NAMES, type Upstream } from './upstream.ts';

/** The requests that the upstreams received, the newest 20,000 of them, in memory only. */
export function createRequestLog(events: EventHub, now: () => number) {
  let entries: (ReturnType<typeof entryOf> & { id: number; receivedAt: string })[] = [];
  let lastId = 0;
  let inFlight = createInFlightCounts();
  return {
    /** Logs every request as it came, and how it ended when its connection is done with it. */
    logRequests: (upstream: Upstream): MiddlewareHandler =>
      async function log({ req, env }, next) {
        const { outgoing } = env as HttpBindings;
        const bytes = await req.arrayBuffer().catch(() => undefined);
        // The caller left in the middle of its request, which no upstream would have seen either.
        if (!bytes) return RESPONSE_ALREADY_SENT;
        lastId += 1;
        const entry = { id: lastId, ...entryOf(req, bytes, upstream), receivedAt: isoTime(now()) };
        const count = entry.messageId === null ? null : inFlight.begin(entry.messageId);
        entry.inFlight = count?.current ?? null;
        entries.push(entry);
        if (entries.length > KEPT_REQUESTS + 1000) entries = entries.slice(-KEPT_REQUESTS);
        events.publish('requests');
        outgoing.once('close', () => {
          if (count) count.current -= 1;
          entry.status = outgoing.headersSent ? outgoing.statusCode : null;
          entry.completed = outgoing.writableFinished;
          entry.answeredAt = isoTime(now());
          events.publish('requests');
        });
        return next();
      },
    /** Oldest first. */
    list({ upstream, path, since, limit = Infinity }: v.InferOutput<typeof requestQuerySchema>) {
      const matching = entries.filter(
        (entry) =>
          entry.id > since && entry.path.includes(path) && (!upstream || entry.upstream === upstream),
      );
      const requests = matching.slice(Math.max(0, matching.length - limit));
      return { count: entries.length, maximumInFlight: inFlight.view().maximum, requests };
    },
    inFlight: () => inFlight.view(),
    clear() {
      entries = [];
      inFlight = createInFlightCounts();
      events.publish('requests');
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;

function entryOf(req: HonoRequest, bytes: ArrayBuffer, { name, messageIdOf, maskBody }: Upstream) {
  const { pathname: path, search: query } = new URL(req.url);
  const body = new TextDecoder().decode(bytes);
  return {
    ...{ upstream: name, method: req.method, path, query, messageId: messageIdOf(path) ?? null },
    headers: maskAuthorization(req.header()),
    body: maskBody?.(path, body) ?? body,
    /** How many requests about this message were under way when it came, itself among them. */
    inFlight: null as number | null,
    answeredAt: null as string | null,
    /** Null until an answer, and when the connection ended without one. */
    status: null as number | null,
    /** Whether the whole answer left; false when the connection was cut. */
    completed: false,
  };
}

/** Enough for a test of ten thousand messages rated and revoked. */
const KEPT_REQUESTS = 20_000;

/** `path` is a part of the path, `since` leaves out the ids up to it, `limit` keeps the newest. */
export const requestQuerySchema = v.strictObject({
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  path: v.optional(v.string(), ''),
  since: v.optional(digits, '0'),
  limit: v.optional(digits),
});

/** Leaves enough of a key to tell two apart, never enough to use it. */
function maskAuthorization({ authorization, ...headers }: Record<string, string>): Record<string, string> {
  if (authorization === undefined) return headers;
  const [, scheme = '', secret = ''] = /^(\S+\s+)?(.*)$/.exec(authorization) ?? [];
  return { ...headers, authorization: `${scheme}…${secret.length > 8 ? secret.slice(-4) : ''}` };
}

/** Counts the requests under way for each message: a client that keeps them in order never has two. */
function createInFlightCounts() {
  const counts = new Map<string, { current: number; maximum: number }>();
  let maximum = 0;
  return {
    begin(messageId: string) {
      const count = counts.get(messageId) ?? { current: 0, maximum: 0 };
      counts.set(messageId, count);
      count.current += 1;
      count.maximum = Math.max(count.maximum, count.current);
      maximum = Math.max(maximum, count.current);
      return count;
    },
    /** The most of any one message, and each message. */
    view: () => ({ maximum, messages: Object.fromEntries(counts) }),
  };
}
