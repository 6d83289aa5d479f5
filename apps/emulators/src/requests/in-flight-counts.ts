/** Counts the requests under way for each message: a client that keeps them in order never has two. */
export function createInFlightCounts(): InFlightCounts {
  const counts = new Map<string, MessageCount>();
  let maximum = 0;
  return {
    begin(messageId) {
      const count = counts.get(messageId) ?? { current: 0, maximum: 0 };
      count.current += 1;
      count.maximum = Math.max(count.maximum, count.current);
      counts.set(messageId, count);
      maximum = Math.max(maximum, count.current);
      return count.current;
    },
    end(messageId) {
      const count = counts.get(messageId);
      if (count && count.current > 0) count.current -= 1;
    },
    view: () => ({ maximum, messages: Object.fromEntries(counts) }),
    maximum: () => maximum,
    clear() {
      // What is under way stays under way, or its end would count below zero.
      for (const [messageId, count] of counts) {
        if (count.current === 0) counts.delete(messageId);
        else count.maximum = count.current;
      }
      maximum = Math.max(0, ...[...counts.values()].map((count) => count.current));
    },
  };
}

export interface InFlightCounts {
  /** @returns how many there are now. */
  begin(messageId: string): number;
  end(messageId: string): void;
  maximum(): number;
  view(): InFlightView;
  clear(): void;
}

export interface InFlightView {
  /** The most requests any one message ever had under way at once. */
  readonly maximum: number;
  readonly messages: Readonly<Record<string, MessageCount>>;
}

interface MessageCount {
  current: number;
  maximum: number;
}
