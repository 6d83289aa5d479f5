/** Tells whoever watches (the operator page) that something of a topic has changed; what it is, they ask for. */
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

export type EventTopic = 'requests' | 'state' | 'settings' | 'faults';
