import { ChatError, isChatErrorCode } from '../../contract/chat-error.ts';

export interface ChatRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Sends a request to the chat's server. Throws a `ChatError` for any failure. */
export async function sendRequest(path: string, { method, body, signal }: ChatRequest): Promise<Response> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new ChatError('network', { cause });
  });
  if (response.ok) return response;
  const problem: unknown = await response.json().catch(() => null);
  const code = typeof problem === 'object' && problem && 'code' in problem ? problem.code : null;
  throw new ChatError(isChatErrorCode(code) ? code : 'internal');
}
