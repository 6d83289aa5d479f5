import { createServer, type IncomingMessage, request as requestOf } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A network of one's own in front of the chat's server, on which things can be made to go wrong at a named place: real HTTP,
 * so that it is the same for every browser, and goes on when the page is gone.
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
    if (fault?.answer) {
      response.writeHead(fault.answer.status, fault.answer.headers ?? {}).end();
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
    forwarded.on('response', async (answer) => {
      if (fault?.place === 'before the answer' || fault?.place === 'half-way into the answer') {
        const whole = await bodyOf(answer);
        if (fault.place === 'half-way into the answer') {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          response.write(whole.subarray(0, whole.length / 2));
        }
        return reached(fault);
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
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
  /** How many submissions of feedback have got to the chat's server whole. */
  posts(): number;
  /** Lets matching requests fail from here on; of several faults the newest counts. Resolves when it has struck one. */
  fail(fault: Partial<Fault>): Promise<void>;
  /** Ends every fault. What was stopped never goes on, as where a connection breaks and nobody hears of it. */
  heal(): void;
  close(): Promise<void>;
}

export interface Fault {
  /** @default 'POST' */
  readonly method: string;
  /** @default the feedback proxy */
  readonly path: RegExp;
  /** Where it stops: what has passed by then has happened. */
  readonly place?:
    | 'before the server'
    | 'half-way into the server'
    | 'before the answer'
    | 'half-way into the answer';
  /** Answered instead of the server. */
  readonly answer?: { readonly status: number; readonly headers?: Record<string, string> };
  /** Whether it gets to the server without the session of the user. */
  readonly signedOut?: boolean;
}

/** Keeps a page from saying it once more as it goes, which could arrive after the fault has ended. */
export const NOT_BEFORE_A_MINUTE = { answer: { status: 503, headers: { 'retry-after': '60' } } } as const;

const FEEDBACK = /^\/api\/message-feedback$/;

const isFeedback = ({ method, url = '' }: IncomingMessage) => method === 'POST' && FEEDBACK.test(url);

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // What breaks off half-way has no body to pass on.
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {}
  return Buffer.concat(chunks);
}
