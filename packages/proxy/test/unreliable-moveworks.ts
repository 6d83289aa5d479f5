/**
 * A Moveworks that records every rating that took effect, behind an unreliable network. An
 * uncertain request can still take effect up to 50 seconds after it was sent, less than the 60
 * that the proxy waits.
 */
export function createUnreliableMoveworks(): UnreliableMoveworks {
  const taken: string[] = [];
  let fates: MoveworksFate[] = [];
  let requests = 0;

  const take = (body: string) => taken.push((JSON.parse(body) as { callback_id: string }).callback_id);

  async function suffer({ type, ms }: MoveworksFate, body: string): Promise<Response> {
    await elapsed(ms);
    switch (type) {
      case 'responded':
        take(body);
        return Response.json({ status: 'SUBMITTED' });
      case 'response lost':
        take(body);
        throw new TypeError('terminated');
      case 'never arrived':
        throw new TypeError('fetch failed', { cause: { syscall: 'connect' } });
      case 'arrived late':
        void elapsed(ms * 9).then(() => take(body));
        return new Promise(() => {});
      case 'failed':
        return new Response('', { status: 500 });
      case 'busy':
        return new Response('', { status: 429 });
      case 'bearer rejected':
        return Response.json({ error: { code: 'UNAUTHORIZED' } }, { status: 401 });
      case 'wrong place':
        return new Response('<h1>Not Found</h1>', { status: 404 });
      default:
        return type satisfies never;
    }
  }

  return {
    taken,
    get requests() {
      return requests;
    },
    setFates(next) {
      fates = [...next];
    },
    fetch: (_, init) => {
      requests++;
      return suffer(fates.shift() ?? { type: 'responded', ms: 5 }, String(init?.body));
    },
  };
}

export interface UnreliableMoveworks {
  /** The callback ids that took effect, in order. */
  readonly taken: readonly string[];
  readonly requests: number;
  /** The fates of the next requests. All later ones succeed. */
  setFates(fates: readonly MoveworksFate[]): void;
  readonly fetch: typeof globalThis.fetch;
}

export interface MoveworksFate {
  readonly type: (typeof MOVEWORKS_FATES)[number];
  readonly ms: number;
}

export const MOVEWORKS_FATES = [
  'responded',
  'response lost',
  'never arrived',
  'arrived late',
  'failed',
  'busy',
  'bearer rejected',
  'wrong place',
] as const;

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
