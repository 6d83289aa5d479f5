import type { FeedbackEvent } from './feedback-event.ts';

/** The default `onEvent`: what an operator should look at, as one line of JSON through `console`. The rest is silent. */
export function logEvent(event: FeedbackEvent): void {
  const level = levelOf(event);
  const line = JSON.stringify({ level, source: 'message-feedback', ...event });
  if (level === 'error') console.error(line);
  if (level === 'warn') console.warn(line);
}

function levelOf(event: FeedbackEvent): 'silent' | 'warn' | 'error' {
  switch (event.type) {
    case 'accepted':
    case 'superseded':
    case 'delivered':
      return 'silent';
    case 'request_failed':
      // Anybody can send nonsense; only the proxy's own failures are news.
      return event.status >= 500 ? 'error' : 'silent';
    case 'refused':
    case 'postponed':
    case 'store_not_durable':
      return 'warn';
    case 'held':
    case 'dead_lettered':
    case 'upstream_misconfigured':
    case 'adapter_failed':
    case 'store_failed':
      return 'error';
    default:
      return event satisfies never;
  }
}
