import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { EventHub, EventTopic } from '../event-hub.ts';

/** `GET /events`: the name of each topic that changed, as server-sent events. */
export function addEventStream(app: Hono, events: EventHub): void {
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const changed = new Set<EventTopic>();
      const send = () => {
        for (const topic of changed) void stream.writeSSE({ event: topic, data: '' });
        changed.clear();
      };
      const unsubscribe = events.subscribe((topic) => {
        if (changed.size === 0) setTimeout(send, GATHER_MS);
        changed.add(topic);
      });
      await stream.writeSSE({ event: 'hello', data: '', retry: 1000 });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      unsubscribe();
    }),
  );
}

/** A load test changes thousands of rows a second; a reader is served well by ten looks. */
const GATHER_MS = 100;
