import type { GetToken } from '@message-feedback/proxy';
import * as v from 'valibot';
import { ChatError } from '../../../contract/chat-error.ts';
import { waitForResponse } from '../response-limit.ts';
import { obtainToken } from '../user-token.ts';
import { toChatError } from './moveworks-failure.ts';

export interface MoveworksAccess {
  /**
   * With the path of its API version at the end, such as `https://api.moveworks.ai/rest/v1beta1`.
   */
  readonly baseUrl: string;
  readonly assistantName: string;
  /** The user's bearer token: Moveworks runs every request as a user. */
  readonly getToken: GetToken;
}

export interface MoveworksRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether to request server-sent events. */
  readonly stream?: boolean;
  readonly userId: string;
  readonly signal: AbortSignal;
}

/**
 * Sends one request to Moveworks as the user and returns a successful response. Throws a
 * `ChatError` for any other.
 */
export type SendToMoveworks = (request: MoveworksRequest) => Promise<Response>;

export function createSendToMoveworks({
  baseUrl,
  assistantName,
  getToken,
}: MoveworksAccess): SendToMoveworks {
  async function sendWith(token: string, request: MoveworksRequest): Promise<Response> {
    const { method, path, query, body, stream, signal } = request;
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const headers = new Headers({
      accept: stream ? 'text/event-stream' : 'application/json',
      'assistant-name': assistantName,
      authorization: `Bearer ${token}`,
    });
    if (body !== undefined) headers.set('content-type', 'application/json');
    return waitForResponse(signal, (attempt) =>
      fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A redirect would send the token to another server.
        redirect: 'error',
        signal: attempt,
      }),
    );
  }

  return async function sendToMoveworks(request) {
    const { method, path, userId } = request;
    const token = await obtainToken(getToken, { userId });
    let response = await sendWith(token, request);
    if (response.status === 401) {
      const another = await obtainToken(getToken, { userId, rejected: token });
      if (another !== token) response = await sendWith(another, request);
    }
    if (response.ok) return response;
    throw await toChatError(response, `${method} ${path.replace(/(conv|resp)_\w+/g, '…')}`);
  };
}

/**
 * Throws a `ChatError` if the response is not Moveworks', for example because the base URL is
 * wrong.
 */
export async function readAnswer<const Schema extends v.GenericSchema>(
  response: Response,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, await response.json().catch(() => null));
  if (parsed.success) return parsed.output;
  console.error('A response did not come from Moveworks. Check that MOVEWORKS_BASE_URL is its API.');
  throw new ChatError('upstream_refused');
}
