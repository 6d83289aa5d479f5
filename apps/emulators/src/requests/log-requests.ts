import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { RequestLog } from './request-log.ts';

/**
 * Writes every request to the log as it came, and how it ended once its connection is done with it.
 *
 * @param messageIdOf - finds the message a path is about.
 * @param maskBody - makes secrets in a body unreadable, for calls that send one there.
 */
export function logRequests({ upstream, log, messageIdOf, maskBody }: LogRequestsOptions): MiddlewareHandler {
  return async (context, next) => {
    const { outgoing } = context.env as HttpBindings;
    const bytes = await context.req.arrayBuffer().catch(() => undefined);
    // The caller left in the middle of its request, which no upstream would have seen either.
    if (!bytes) return RESPONSE_ALREADY_SENT;
    const body = new TextDecoder().decode(bytes);
    const url = new URL(context.req.url);
    const { end } = log.begin({
      upstream,
      method: context.req.method,
      path: url.pathname,
      query: url.search,
      headers: maskSecrets(context.req.header()),
      body: maskBody ? maskBody(url.pathname, body) : body,
      messageId: messageIdOf(url.pathname),
    });
    outgoing.once('close', () => {
      const status = outgoing.headersSent ? outgoing.statusCode : null;
      end({ status, completed: outgoing.writableFinished });
    });
    await next();
  };
}

interface LogRequestsOptions {
  readonly upstream: string;
  readonly log: RequestLog;
  readonly messageIdOf: (path: string) => string | undefined;
  readonly maskBody: ((path: string, body: string) => string) | undefined;
}

/** Enough of a key is left to tell two apart, never enough to use it. */
function maskSecrets(headers: Record<string, string>): Record<string, string> {
  const { authorization } = headers;
  if (authorization === undefined) return headers;
  const [, scheme = '', secret = ''] = /^(\S+\s+)?(.*)$/.exec(authorization) ?? [];
  const last = secret.length > 8 ? secret.slice(-4) : '';
  return { ...headers, authorization: `${scheme}…${last}` };
}
