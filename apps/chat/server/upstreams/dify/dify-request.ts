import { waitForResponse } from '../response-limit.ts';
import { toChatError } from './dify-failure.ts';

export interface DifyAccess {
  readonly apiKey: string;
  /** Ends with `/v1`. */
  readonly baseUrl: string;
}

export interface DifyRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/**
 * Sends one request to Dify and returns a successful response. Throws a `ChatError` for any other.
 */
export type SendToDify = (request: DifyRequest) => Promise<Response>;

export function createSendToDify({ apiKey, baseUrl }: DifyAccess): SendToDify {
  return async function sendToDify({ method, path, query, body, signal }) {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);

    const headers = new Headers({ authorization: `Bearer ${apiKey}` });
    if (body !== undefined) headers.set('content-type', 'application/json');

    const response = await waitForResponse(signal, (attempt) =>
      fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A redirect would send the key to another server.
        redirect: 'error',
        signal: attempt,
      }),
    );
    if (response.ok) return response;
    throw await toChatError(response, `${method} ${path.replace(/[0-9a-f-]{36}/gi, '…')}`);
  };
}
