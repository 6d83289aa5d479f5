import type { ProxyEvent } from './proxy-event.ts';

/**
 * How much an event matters to an operator, in the words of the usual loggers: `onEvent: (event) => logger[eventLevel(event)](event)`.
 * An outage is one warning, or one error where it will not pass by itself, however many attempts fail.
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
      // Anybody can send nonsense; only the proxy's own failures are news.
      return event.status >= 500 ? 'error' : 'debug';
    case 'upstream_failing':
    case 'circuit_opened':
      return event.because === 'unavailable' || event.because === 'rate_limited' ? 'warn' : 'error';
    case 'refused':
    case 'store_not_durable':
      return 'warn';
    case 'dead_lettered':
    case 'adapter_failed':
    case 'limiter_failed':
    case 'store_failed':
      return 'error';
    default:
      return event satisfies never;
  }
}
