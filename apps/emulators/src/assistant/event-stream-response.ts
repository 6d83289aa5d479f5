/**
 * An answer of server-sent events.
 *
 * @param write - sends the events; what it sends after `left` has aborted, as the client has gone, goes nowhere.
 */
export function eventStreamResponse(write: WriteEvents): Response {
  const left = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      await write({ send, left: left.signal });
      if (!left.signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' },
  });
}

type WriteEvents = (listener: EventListener) => Promise<void>;

export interface EventListener {
  readonly send: (text: string) => void;
  readonly left: AbortSignal;
}

const encoder = new TextEncoder();
