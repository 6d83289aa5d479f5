/**
 * A Dify that stores its requests, behind an unreliable network. It refuses `REFUSED_TEXT`. An uncertain
 * request can still take effect up to 50 seconds after it was sent, less than the 60 that the proxy waits.
 */
export function createUnreliableDify(): UnreliableDify {
  const stored = new Map<string, StoredRating>();
  const inFlight = new Map<string, number>();
  let fates: DifyFate[] = [];
  let mostInFlight = 0;

  function apply(url: string, body: string): Response {
    const { rating, content = '' } = JSON.parse(body) as { rating: string | null; content?: string };
    const key = keyOf(url, body);
    if (content.includes(REFUSED_TEXT))
      return Response.json({ code: 'invalid_param', status: 422 }, { status: 422 });
    if (rating !== null) {
      stored.set(key, { rating, content });
      return Response.json({ result: 'success' });
    }
    if (stored.delete(key)) return Response.json({ result: 'success' });
    const message = 'rating cannot be None when feedback not exists';
    return Response.json({ code: 'invalid_param', message, status: 400 }, { status: 400 });
  }

  async function suffer({ type, ms }: DifyFate, url: string, body: string): Promise<Response> {
    switch (type) {
      case 'responded': {
        await elapsed(ms);
        return apply(url, body);
      }
      case 'response lost': {
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
    stored: (messageId, user = 'user-1') =>
      stored.get(`https://dify.example.com/v1/messages/${messageId}/feedbacks ${user}`) ?? null,
    setFates(next) {
      fates = [...next];
    },
    async fetch(input, init) {
      const url = String(input);
      const fate = fates.shift() ?? { type: 'responded', ms: 5 };
      const key = keyOf(url, String(init?.body));
      const now = (inFlight.get(key) ?? 0) + 1;
      inFlight.set(key, now);
      mostInFlight = Math.max(mostInFlight, now);
      const over = () => inFlight.set(key, (inFlight.get(key) ?? 1) - 1);
      // For the proxy an aborted request has ended, even if it still arrives.
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

export const REFUSED_TEXT = 'refused';

export interface UnreliableDify {
  /** The largest number of requests in flight for one message of one user. */
  readonly mostInFlight: number;
  /** @param user 'user-1' by default */
  stored(messageId: string, user?: string): StoredRating | null;
  /** The fates of the next requests. All later ones succeed. */
  setFates(fates: readonly DifyFate[]): void;
  readonly fetch: typeof globalThis.fetch;
}

export interface StoredRating {
  readonly rating: string;
  readonly content: string;
}

export interface DifyFate {
  readonly type: (typeof FATES)[number];
  /** The delay of a request. Late effects take ten times as long. */
  readonly ms: number;
}

export const FATES = [
  'responded',
  'response lost',
  'never arrived',
  'arrived late',
  'gateway gave up',
  'busy',
  'key rejected',
  'wrong place',
] as const;

function keyOf(url: string, body: string): string {
  return `${url} ${(JSON.parse(body) as { user: string }).user}`;
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
