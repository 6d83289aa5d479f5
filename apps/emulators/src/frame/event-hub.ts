import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Says to its listeners (the operator page) which topic has changed; they ask for the change. */
export function createEventHub() {
  const listeners = new Set<(topic: EventTopic) => void>();
  return {
    publish(topic: EventTopic) {
      for (const listener of listeners) listener(topic);
    },
    /** The name of each topic that changed, as server-sent events. */
    stream: (context: Context): Response =>
      streamSSE(context, async (stream) => {
        const changed = new Set<EventTopic>();
        const send = () => {
          for (const topic of changed) void stream.writeSSE({ event: topic, data: '' });
          changed.clear();
        };
        const listener = (topic: EventTopic) => {
          if (changed.size === 0) setTimeout(send, GATHER_MS);
          changed.add(topic);
        };
        listeners.add(listener);
        await stream.writeSSE({ event: 'hello', data: '', retry: 1000 });
        await new Promise<void>((resolve) => stream.onAbort(resolve));
        listeners.delete(listener);
      }),
  };
}

export type EventHub = ReturnType<typeof createEventHub>;

type EventTopic = 'requests' | 'state' | 'settings' | 'faults';

/** A load test changes thousands of rows a second; ten updates a second are enough for a reader. */
const GATHER_MS = 100;
