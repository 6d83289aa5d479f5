import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { EventHub } from '../event-hub.ts';

/** `GET /events`: the name of each topic that changed, as server-sent events. */
export function addEventStream(app: Hono, events: EventHub): void {
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const unsubscribe = events.subscribe((topic) => void stream.writeSSE({ event: topic, data: '' }));
      await stream.writeSSE({ event: 'hello', data: '', retry: 1000 });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      unsubscribe();
    }),
  );
}
