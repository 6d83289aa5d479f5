import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HonoRequest, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { digits } from './command.ts';
import { isoTime } from './store.ts';
import { UPSTREAM_NAMES, type Upstream } from './upstream.ts';

/** The requests that the upstreams received, at least the newest 20,000, in memory only. */
export function createRequestLog(now: () => number) {
  let entries: (ReturnType<typeof entryOf> & { id: number; receivedAt: string })[] = [];
  let lastId = 0;
  return {
    /** Logs every request when it arrives, and its outcome when its connection closes. */
    logRequests: (upstream: Upstream): MiddlewareHandler =>
      async function log({ req, env }, next) {
        const { outgoing } = env as HttpBindings;
        const bytes = await req.arrayBuffer().catch(() => undefined);
        // The caller disconnected in the middle of its request, so an upstream would not see it either.
        if (!bytes) return RESPONSE_ALREADY_SENT;
        lastId += 1;
        const entry = { id: lastId, ...entryOf(req, bytes, upstream), receivedAt: isoTime(now()) };
        entries.push(entry);
        if (entries.length > KEPT_REQUESTS + 1000) entries = entries.slice(-KEPT_REQUESTS);
        outgoing.once('close', () => {
          entry.status = outgoing.headersSent ? outgoing.statusCode : null;
          entry.completed = outgoing.writableFinished;
          entry.answeredAt = isoTime(now());
        });
        return next();
      },
    /** Oldest first. */
    list({ upstream, path, limit = Infinity }: v.InferOutput<typeof requestQuerySchema>) {
      const matching = entries.filter(
        (entry) => entry.path.includes(path) && (!upstream || entry.upstream === upstream),
      );
      return { count: entries.length, requests: matching.slice(Math.max(0, matching.length - limit)) };
    },
    clear() {
      entries = [];
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;

function entryOf(req: HonoRequest, bytes: ArrayBuffer, { name, maskBody }: Upstream) {
  const { pathname: path, search: query } = new URL(req.url);
  const body = new TextDecoder().decode(bytes);
  return {
    ...{ upstream: name, method: req.method, path, query },
    headers: maskAuthorization(req.header()),
    body: maskBody?.(path, body) ?? body,
    answeredAt: null as string | null,
    /** `null` before the response, and if the connection closed without one. */
    status: null as number | null,
    /** Whether the whole response was sent. */
    completed: false,
  };
}

/** Enough for a test of ten thousand messages rated and revoked. */
const KEPT_REQUESTS = 20_000;

/** `path` is a part of the path; `limit` keeps the newest. */
export const requestQuerySchema = v.strictObject({
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  path: v.optional(v.string(), ''),
  limit: v.optional(digits),
});

/** Keeps enough of a key to recognise it, never enough to use it. */
function maskAuthorization({ authorization, ...headers }: Record<string, string>): Record<string, string> {
  if (authorization === undefined) return headers;
  const [, scheme = '', secret = ''] = /^(\S+\s+)?(.*)$/.exec(authorization) ?? [];
  return { ...headers, authorization: `${scheme}…${secret.length > 8 ? secret.slice(-4) : ''}` };
}
