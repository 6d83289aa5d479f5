import { createServer, type IncomingMessage, request as requestOf } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A proxy in front of the chat's server that can fail at a named point. It uses real HTTP,
 * so it is the same for every browser, and continues when the page is closed.
 */
export async function createGateway(chat: string): Promise<Gateway> {
  let faults: readonly Fault[] = [];
  let posts = 0;
  const waiting = new Map<Fault, () => void>();

  const server = createServer(async (request, response) => {
    const fault = faults.find(
      ({ method, path }) => method === request.method && path.test(request.url ?? ''),
    );
    const body = await bodyOf(request);
    if (fault?.place === 'before the server') return reached(fault);
    if (fault?.response) {
      response.writeHead(fault.response.status, fault.response.headers ?? {}).end(fault.response.body);
      return reached(fault);
    }

    const { method, headers, url = '/' } = request;
    if (fault?.signedOut) delete headers.cookie;
    const forwarded = requestOf(new URL(url, chat), { method, headers });
    forwarded.on('error', () => response.destroy());
    if (fault?.place === 'half-way into the server') {
      forwarded.write(body.subarray(0, body.length / 2));
      return reached(fault);
    }
    if (isFeedback(request)) posts++;
    forwarded.end(body);
    forwarded.on('response', async (received) => {
      if (fault?.place === 'before the response' || fault?.place === 'half-way into the response') {
        const whole = await bodyOf(received);
        if (fault.place === 'half-way into the response') {
          response.writeHead(received.statusCode ?? 502, received.headers);
          response.write(whole.subarray(0, whole.length / 2));
        }
        return reached(fault);
      }
      response.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(response);
      if (fault) reached(fault);
    });
  });

  function reached(fault: Fault): void {
    waiting.get(fault)?.();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts: () => posts,
    fail(fault) {
      const whole = { method: 'POST', path: FEEDBACK, ...fault };
      faults = [whole, ...faults];
      return new Promise<void>((resolve) => waiting.set(whole, resolve));
    },
    heal() {
      faults = [];
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Gateway {
  readonly url: string;
  /** How many complete submissions have reached the chat's server. */
  posts(): number;
  /**
   * Makes matching requests fail from now on; the newest matching fault applies. Resolves when it
   * has hit a request.
   */
  fail(fault: Partial<Fault>): Promise<void>;
  /**
   * Ends every fault. Stopped requests never continue, as if the connection had silently broken.
   */
  heal(): void;
  close(): Promise<void>;
}

export interface Fault {
  /** @default 'POST' */
  readonly method: string;
  /** @default the feedback proxy */
  readonly path: RegExp;
  /** The point at which it stops: everything before that point happens. */
  readonly place?:
    | 'before the server'
    | 'half-way into the server'
    | 'before the response'
    | 'half-way into the response';
  /** The response to send instead of the server's. */
  readonly response?: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  };
  /** Whether it reaches the server without the user's session. */
  readonly signedOut?: boolean;
}

/** Stops a closing page from sending again, which could arrive after the fault has ended. */
export const NOT_BEFORE_A_MINUTE = { response: { status: 503, headers: { 'retry-after': '60' } } } as const;

const FEEDBACK = /^\/api\/message-feedback$/;

const isFeedback = ({ method, url = '' }: IncomingMessage) => method === 'POST' && FEEDBACK.test(url);

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // A request that breaks off half-way has no body to pass on.
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {}
  return Buffer.concat(chunks);
}
