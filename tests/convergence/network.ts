/** The fate of one request between the browser and the proxy. */
export const HOP_FATES = [
  'arrives',
  'request lost',
  'response lost',
  'arrives twice',
  'gateway page',
] as const;

export type HopFate = (typeof HOP_FATES)[number];

/** Waits until the scheduler lets this event happen. */
export type Pass = (what: string) => Promise<void>;

/**
 * The network between browser and proxy. `pass` decides when and in which order requests and
 * responses arrive. An aborted request still arrives.
 */
export function createNetwork(pass: Pass, serve: (request: Request) => Promise<Response>): Network {
  let online = true;
  let fates: HopFate[] = [];
  let pages = 0;

  async function travel(request: Request): Promise<Response> {
    const fate = fates.shift() ?? 'arrives';
    await pass('request');
    if (fate === 'request lost') throw new TypeError('Failed to fetch');
    if (fate === 'gateway page') return gatewayPage(pages++);
    if (fate === 'arrives twice')
      pass('the same request')
        .then(() => serve(request.clone()))
        .catch(() => {});
    const response = await serve(request.clone());
    await pass('response');
    if (fate === 'response lost') throw new TypeError('Failed to fetch');
    return response;
  }

  return {
    setOnline(value) {
      online = value;
    },
    setFates(next) {
      fates = [...next];
    },
    fetch: async (input, { signal: _, ...init } = {}) => {
      if (!online) throw new TypeError('Failed to fetch');
      return travel(new Request(input, { ...init, headers: sameOrigin(init.headers) }));
    },
  };
}

export interface Network {
  setOnline(online: boolean): void;
  /** The fates of the next requests. Later ones all arrive. */
  setFates(fates: readonly HopFate[]): void;
  readonly fetch: typeof globalThis.fetch;
}

/** A page of a firewall, a deployment or a captive portal in between, which the proxy never sees. */
function gatewayPage(index: number): Response {
  const status = PAGE_STATUSES[index % PAGE_STATUSES.length] as number;
  return new Response('<h1>Sorry</h1>', { status, headers: { 'content-type': 'text/html' } });
}

const PAGE_STATUSES = [404, 200, 403, 409, 401, 402, 451, 410, 422] as const;

function sameOrigin(headers: HeadersInit | undefined): Headers {
  const all = new Headers(headers);
  all.set('sec-fetch-site', 'same-origin');
  return all;
}
