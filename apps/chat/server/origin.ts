import { createMiddleware } from 'hono/factory';
import { ChatError } from '../contract/chat-error.ts';

/**
 * Rejects cross-site requests (CSRF) by the rules of Go 1.25's cross-origin protection, which the
 * feedback proxy also follows: `Sec-Fetch-Site` decides, unless the `Origin` is trusted; a browser
 * without it sends `Origin`, which must be trusted (it is never compared with `Host`, which an
 * attacker's DNS can choose); a request with neither does not come from a browser.
 */
export function checkChatOrigin(trustedOrigins: readonly string[]) {
  return createMiddleware(async (context, next) => {
    const { method } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const site = context.req.header('sec-fetch-site');
    if (site === 'same-origin' || site === 'none') return next();
    const origin = context.req.header('origin');
    if (origin === undefined ? site === undefined : trustedOrigins.includes(origin)) return next();
    throw new ChatError('cross_origin');
  });
}
