import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Tells its listeners (the operator page) that a topic has changed; what has changed, they ask for. */
export function createEventHub(): EventHub {
  const listeners = new Set<(topic: EventTopic) => void>();
  return {
    publish: (topic) => {
      for (const listener of listeners) listener(topic);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface EventHub {
  publish(topic: EventTopic): void;
  /** @returns the function that ends the subscription. */
  subscribe(listener: (topic: EventTopic) => void): () => void;
}

type EventTopic = 'requests' | 'state' | 'settings' | 'faults';

/** The name of each topic that changed, as server-sent events. */
export const streamTopics = (context: Context, events: EventHub): Response =>
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
  });

/** A load test changes thousands of rows a second; ten updates a second are enough for a reader. */
const GATHER_MS = 100;
