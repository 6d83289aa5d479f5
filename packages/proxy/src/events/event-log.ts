import { isThenable } from '../time-limit.ts';
import type { ProxyEvent } from './proxy-event.ts';

/**
 * The level of an event, in the words of common loggers. An outage is a warning, or an error if an
 * operator must fix it. Each of its causes is reported once, however many attempts fail.
 *
 * @example
 * const onEvent = (event: ProxyEvent) => console[eventLevel(event)](event);
 */
export function eventLevel(event: ProxyEvent): 'debug' | 'info' | 'warn' | 'error' {
  switch (event.type) {
    case 'accepted':
    case 'superseded':
    case 'delivered':
    case 'postponed':
    case 'held':
    case 'upstream_misconfigured':
    case 'circuit_half_opened':
      return 'debug';
    case 'upstream_recovered':
    case 'store_recovered':
    case 'circuit_closed':
      return 'info';
    case 'request_failed':
      // Any client can send an invalid request. Only the proxy's own failures matter.
      return event.status >= 500 ? 'error' : 'debug';
    case 'upstream_failing':
    case 'circuit_opened':
      return event.cause === 'unavailable' || event.cause === 'rate_limited' ? 'warn' : 'error';
    case 'token_failed':
      return event.transient ? 'warn' : 'error';
    case 'refused':
    case 'store_not_durable':
      return 'warn';
    case 'dead_lettered':
      return event.repeated ? 'debug' : 'error';
    case 'adapter_failed':
    case 'limiter_failed':
    case 'store_failed':
      return 'error';
    default:
      return event satisfies never;
  }
}

/** The default `onEvent`: writes warnings and errors as one line of JSON through `console`. */
export function logEvent(event: ProxyEvent): void {
  const level = eventLevel(event);
  const line = JSON.stringify({ level, source: 'message-feedback', ...event });
  if (level === 'error') console.error(line);
  if (level === 'warn') console.warn(line);
}

/** Calls the listeners and ignores their errors, because a broken logger must not lose feedback. */
export function createEmit(...listeners: ((event: ProxyEvent) => void)[]): (event: ProxyEvent) => void {
  return (event) => {
    for (const listener of listeners) {
      try {
        const result: unknown = listener(event);
        // An async listener rejects later, and an unhandled rejection ends a Node process.
        if (isThenable(result)) result.then(undefined, () => {});
      } catch {
        // There is no other place to report it.
      }
    }
  };
}
