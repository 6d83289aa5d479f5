import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { digits } from './command.ts';
import type { EventHub } from './event-hub.ts';
import { isoTime } from './store.ts';
import { UPSTREAM_NAMES, type Upstream, type UpstreamName } from './upstream.ts';

/** The requests that the upstreams received, the newest 20,000 of them, in memory only. */
export function createRequestLog(events: EventHub, now: () => number) {
  const entries: (ReceivedRequest & { id: number })[] = [];
  let lastId = 0;
  const inFlight = createInFlightCounts();
  return {
    inFlight,
    /** @returns the function to call with the end of the request. */
    begin(request: ReceivedRequest) {
      const { messageId } = request;
      lastId += 1;
      const entry = {
        id: lastId,
        ...request,
        /** How many requests about this message were under way when it came, itself among them. */
        inFlight: messageId === null ? null : inFlight.begin(messageId),
        receivedAt: isoTime(now()),
        answeredAt: null as string | null,
        /** Null until an answer, and when the connection ended without one. */
        status: null as number | null,
        /** Whether the whole answer left; false when the connection was cut. */
        completed: false,
      };
      entries.push(entry);
      if (entries.length > KEPT_REQUESTS + 1000) entries.splice(0, entries.length - KEPT_REQUESTS);
      events.publish('requests');
      return (status: number | null, completed: boolean) => {
        if (messageId !== null) inFlight.end(messageId);
        Object.assign(entry, { status, completed, answeredAt: isoTime(now()) });
        events.publish('requests');
      };
    },
    /** Oldest first. */
    list({ upstream, path, since, limit = Infinity }: v.InferOutput<typeof requestQuerySchema>) {
      const matching = entries.filter(
        (entry) =>
          entry.id > since && entry.path.includes(path) && (!upstream || entry.upstream === upstream),
      );
      return matching.slice(Math.max(0, matching.length - limit));
    },
    count: () => entries.length,
    clear() {
      entries.length = 0;
      inFlight.clear();
      events.publish('requests');
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;

/** Enough for a test of ten thousand messages rated and revoked. */
const KEPT_REQUESTS = 20_000;

/** `path` is a part of the path, `since` leaves out the ids up to it, `limit` keeps the newest. */
export const requestQuerySchema = v.strictObject({
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  path: v.optional(v.string(), ''),
  since: v.optional(digits, '0'),
  limit: v.optional(digits),
});

/** Logs every request as it came, and how it ended when its connection is done with it. */
export function logRequests(log: RequestLog, { name, messageIdOf, maskBody }: Upstream): MiddlewareHandler {
  return async (context, next) => {
    const { outgoing } = context.env as HttpBindings;
    const bytes = await context.req.arrayBuffer().catch(() => undefined);
    // The caller left in the middle of its request, which no upstream would have seen either.
    if (!bytes) return RESPONSE_ALREADY_SENT;
    const body = new TextDecoder().decode(bytes);
    const url = new URL(context.req.url);
    const end = log.begin({
      upstream: name,
      method: context.req.method,
      path: url.pathname,
      query: url.search,
      headers: maskAuthorization(context.req.header()),
      body: maskBody?.(url.pathname, body) ?? body,
      messageId: messageIdOf(url.pathname) ?? null,
    });
    outgoing.once('close', () => {
      const status = outgoing.headersSent ? outgoing.statusCode : null;
      end(status, outgoing.writableFinished);
    });
    await next();
  };
}

/** Leaves enough of a key to tell two apart, never enough to use it. */
function maskAuthorization(headers: Record<string, string>): Record<string, string> {
  const { authorization } = headers;
  if (authorization === undefined) return headers;
  const [, scheme = '', secret = ''] = /^(\S+\s+)?(.*)$/.exec(authorization) ?? [];
  return { ...headers, authorization: `${scheme}…${secret.length > 8 ? secret.slice(-4) : ''}` };
}

/** Counts the requests under way for each message: a client that keeps them in order never has two. */
function createInFlightCounts() {
  const counts = new Map<string, { current: number; maximum: number }>();
  let maximum = 0;
  return {
    /** @returns how many there are now. */
    begin(messageId: string) {
      const count = counts.get(messageId) ?? { current: 0, maximum: 0 };
      count.current += 1;
      count.maximum = Math.max(count.maximum, count.current);
      counts.set(messageId, count);
      maximum = Math.max(maximum, count.current);
      return count.current;
    },
    end(messageId: string) {
      const count = counts.get(messageId);
      if (count && count.current > 0) count.current -= 1;
    },
    /** The most requests that any one message ever had under way at once. */
    maximum: () => maximum,
    view: () => ({ maximum, messages: Object.fromEntries(counts) }),
    clear() {
      // Requests under way stay, or their end would count below zero.
      for (const [messageId, count] of counts) {
        if (count.current === 0) counts.delete(messageId);
        else count.maximum = count.current;
      }
      maximum = Math.max(0, ...[...counts.values()].map(({ current }) => current));
    },
  };
}

interface ReceivedRequest {
  readonly upstream: UpstreamName;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** With the secret of `Authorization` masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The message the request concerns, where its path names one. */
  readonly messageId: string | null;
}
