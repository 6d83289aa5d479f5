import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { UpstreamName } from '../upstream.ts';
import { type ErrorOf, failedAnswer } from './failed-answer.ts';
import type { FaultRules } from './fault-rules.ts';
import type { Failure } from './fault-schema.ts';
import { cutBody, dripBody, truncateJson } from './spoiled-answer.ts';

/** Lets the fault rules strike an upstream's requests. */
export function injectFaults({ upstream, rules, errorOf, now }: InjectFaultsOptions): MiddlewareHandler {
  return async (context, next) => {
    const { incoming, outgoing } = context.env as HttpBindings;
    const { waits, failure } = rules.take({ upstream, method: context.req.method, path: context.req.path });
    const closed = new AbortController();
    outgoing.once('close', () => closed.abort());
    for (const wait of waits) await delay(wait, undefined, { signal: closed.signal }).catch(() => undefined);
    if (closed.signal.aborted) return RESPONSE_ALREADY_SENT;
    if (!failure) return next();

    if (!('when' in failure) || failure.when === 'after') await next();
    const answer = await failingAnswer(failure);
    // Cleared first, or the headers of the answer it replaces would be added to it.
    context.res = undefined;
    context.res = answer;

    async function failingAnswer(fault: Failure): Promise<Response> {
      switch (fault.kind) {
        case 'hang':
          await until(closed.signal);
          return RESPONSE_ALREADY_SENT;
        case 'reset':
          incoming.socket.resetAndDestroy();
          return RESPONSE_ALREADY_SENT;
        case 'truncated_json':
          return truncateJson(context.res);
        case 'cut_body':
          return cutBody(context.res, () => incoming.socket.destroySoon());
        case 'drip':
          return dripBody(context.res, fault);
        default:
          return failedAnswer(fault, { errorOf, now });
      }
    }
  };
}

const until = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });

interface InjectFaultsOptions {
  readonly upstream: UpstreamName;
  readonly rules: FaultRules;
  readonly errorOf: ErrorOf;
  readonly now: () => number;
}
