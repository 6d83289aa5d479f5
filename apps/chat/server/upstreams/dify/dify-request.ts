import { ChatError } from '../../../contract/chat-error.ts';
import { SERVER_LIMITS } from '../../server-limits.ts';
import { toChatError } from './dify-failure.ts';

export interface DifyAccess {
  readonly apiKey: string;
  /** With the `/v1` at its end. */
  readonly baseUrl: string;
}

export interface DifyRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** Sends one request to Dify and answers with its response once that is known to be a success. */
export type SendToDify = (request: DifyRequest) => Promise<Response>;

export function createSendToDify({ apiKey, baseUrl }: DifyAccess): SendToDify {
  return async function sendToDify({ method, path, query, body, signal }) {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);

    const headers = new Headers({ authorization: `Bearer ${apiKey}` });
    if (body !== undefined) headers.set('content-type', 'application/json');

    const response = await untilAnswered(signal, (attempt) =>
      fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A redirect would carry the key to wherever it points.
        redirect: 'error',
        signal: attempt,
      }),
    );
    if (response.ok) return response;
    throw await toChatError(response, `${method} ${path.replace(/[0-9a-f-]{36}/gi, '…')}`);
  };
}

/** Ends the wait for the head of the answer, not the reading of its body, which may go on for minutes. */
async function untilAnswered(
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), SERVER_LIMITS.upstreamAnswerMs);
  try {
    return await run(AbortSignal.any([signal, late.signal]));
  } catch (cause) {
    signal.throwIfAborted();
    throw new ChatError('upstream_unreachable', { cause });
  } finally {
    clearTimeout(timer);
  }
}
