/**
 * A Dify that keeps what it is told, and a network that does to a request what networks do. Requests of unknown fate may
 * still take effect up to 50 seconds after they were sent, which is less than the proxy's doubt of 60.
 */
export function createUnreliableDify(): UnreliableDify {
  const stored = new Map<string, StoredRating>();
  const inFlight = new Map<string, number>();
  let fates: DifyFate[] = [];
  let mostInFlight = 0;

  function apply(url: string, body: string): Response {
    const { rating, content = '' } = JSON.parse(body) as { rating: string | null; content?: string };
    if (rating !== null) {
      stored.set(url, { rating, content });
      return Response.json({ result: 'success' });
    }
    if (stored.delete(url)) return Response.json({ result: 'success' });
    const message = 'rating cannot be None when feedback not exists';
    return Response.json({ code: 'invalid_param', message, status: 400 }, { status: 400 });
  }

  async function suffer({ type, ms }: DifyFate, url: string, body: string): Promise<Response> {
    switch (type) {
      case 'answered': {
        await elapsed(ms);
        return apply(url, body);
      }
      case 'answer lost': {
        await elapsed(ms);
        apply(url, body);
        throw new TypeError('terminated');
      }
      case 'never arrived':
        await elapsed(ms);
        throw new TypeError('fetch failed');
      case 'arrived late':
        void elapsed(ms * 10).then(() => apply(url, body));
        return new Promise(() => {});
      case 'gateway gave up':
        void elapsed(ms * 10).then(() => apply(url, body));
        return new Response('', { status: 504 });
      case 'busy':
        return new Response('', { status: 503, headers: { 'retry-after': String(Math.ceil(ms / 1_000)) } });
      case 'key rejected':
        return Response.json({ code: 'unauthorized' }, { status: 401 });
      case 'wrong place':
        return new Response('<h1>Not Found</h1>', { status: 404 });
      default:
        return type satisfies never;
    }
  }

  return {
    get mostInFlight() {
      return mostInFlight;
    },
    stored: (messageId) => stored.get(`https://dify.example.com/v1/messages/${messageId}/feedbacks`) ?? null,
    setFates(next) {
      fates = [...next];
    },
    async fetch(input, init) {
      const url = String(input);
      const fate = fates.shift() ?? { type: 'answered', ms: 5 };
      const now = (inFlight.get(url) ?? 0) + 1;
      inFlight.set(url, now);
      mostInFlight = Math.max(mostInFlight, now);
      const over = () => inFlight.set(url, (inFlight.get(url) ?? 1) - 1);
      // The proxy takes an aborted request for ended, whatever becomes of it on its way.
      init?.signal?.addEventListener('abort', over, { once: true });
      try {
        return await suffer(fate, url, String(init?.body));
      } finally {
        init?.signal?.removeEventListener('abort', over);
        over();
      }
    },
  };
}

export interface UnreliableDify {
  /** The most requests for one message that the proxy had open at once. */
  readonly mostInFlight: number;
  stored(messageId: string): StoredRating | null;
  /** What happens to the next requests; afterwards all goes well. */
  setFates(fates: readonly DifyFate[]): void;
  readonly fetch: typeof globalThis.fetch;
}

export interface StoredRating {
  readonly rating: string;
  readonly content: string;
}

export interface DifyFate {
  readonly type: (typeof FATES)[number];
  /** How long it takes; ten times that for what takes effect late. */
  readonly ms: number;
}

export const FATES = [
  'answered',
  'answer lost',
  'never arrived',
  'arrived late',
  'gateway gave up',
  'busy',
  'key rejected',
  'wrong place',
] as const;

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
