/** A `fetch` with scripted responses: success, unless the queue has another one. */
export function createScriptedUpstream(succeed: () => Response = success): ScriptedUpstream {
  const calls: UpstreamCall[] = [];
  const queue: Reply[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  let otherwise: Reply = succeed;

  return {
    calls,
    get mostInFlight() {
      return mostInFlight;
    },
    next(...replies) {
      queue.push(...replies);
    },
    respondWith(reply) {
      otherwise = reply;
    },
    pause() {
      let release: (reply: Reply) => void = () => {};
      const paused = new Promise<Reply>((resolve) => {
        release = resolve;
      });
      queue.push(async (call) => toResponse(await paused, call));
      return release;
    },
    async fetch(input, init) {
      const call: UpstreamCall = {
        url: String(input),
        method: init?.method ?? 'GET',
        headers: new Headers(init?.headers),
        redirect: init?.redirect,
        body: typeof init?.body === 'string' ? init.body : '',
      };
      calls.push(call);
      mostInFlight = Math.max(mostInFlight, ++inFlight);
      try {
        return await toResponse(queue.shift() ?? otherwise, call);
      } finally {
        inFlight--;
      }
    },
  };
}

export interface ScriptedUpstream {
  readonly calls: readonly UpstreamCall[];
  readonly mostInFlight: number;
  /** Sets the responses of the next calls. Then success again. */
  next(...replies: Reply[]): void;
  /** Replaces the success. */
  respondWith(reply: (call: UpstreamCall) => Response): void;
  /** Delays the next call until the returned function is called with its response. */
  pause(): (reply: Reply) => void;
  readonly fetch: typeof globalThis.fetch;
}

export interface UpstreamCall {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly redirect: RequestRedirect | undefined;
  readonly body: string;
}

/** A response, or a function that creates one for the call. */
export type Reply = Response | ((call: UpstreamCall) => Response | Promise<Response>);

/** Dify's responses, as far as the tests need them. */
export function success(): Response {
  return Response.json({ result: 'success' });
}

export function messageNotExists(): Response {
  return Response.json({ code: 'not_found', message: 'Message Not Exists.', status: 404 }, { status: 404 });
}

/** Dify refuses the feedback permanently. */
export function refusal(): Response {
  return Response.json({ code: 'invalid_param', message: 'no', status: 400 }, { status: 400 });
}

export function unavailable(headers: Record<string, string> = {}): Response {
  return new Response('<h1>Service Unavailable</h1>', { status: 503, headers });
}

/** The connection breaks after the upstream has read the request. */
export function connectionLost(): never {
  throw new TypeError('fetch failed');
}

/** No response ever comes. */
export function silence(): Promise<Response> {
  return new Promise(() => {});
}

function toResponse(reply: Reply, call: UpstreamCall): Response | Promise<Response> {
  return typeof reply === 'function' ? reply(call) : reply;
}
