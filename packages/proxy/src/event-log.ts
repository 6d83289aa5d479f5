import { eventLevel } from './event-level.ts';
import type { ProxyEvent } from './proxy-event.ts';

/** The default `onEvent`: what an operator should look at, as one line of JSON through `console`. The rest is silent. */
export function logEvent(event: ProxyEvent): void {
  const level = eventLevel(event);
  const line = JSON.stringify({ level, source: 'message-feedback', ...event });
  if (level === 'error') console.error(line);
  if (level === 'warn') console.warn(line);
}
