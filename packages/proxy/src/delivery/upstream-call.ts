import type { UpstreamRequest, UpstreamResponse } from '../adapters/upstream-exchange.ts';

/** The longest answer that is read. What upstreams say about feedback fits into a few hundred bytes. */
const RESPONSE_BYTES = 65_536;

/**
 * Sends one request and reads its answer, the body up to 64 KiB. The time limit covers both. Redirects are not followed:
 * they would carry the key to another place. Rejects when no whole answer came in time.
 */
export async function sendUpstream(
  { url, ...init }: UpstreamRequest,
  { fetch, now, timeoutMs }: SendOptions,
): Promise<UpstreamResponse> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Raced as well as passed on, because a `fetch` of the host's may not heed its signal.
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Error('The upstream did not answer in time.'));
    }, timeoutMs);
  });

  try {
    return await Promise.race([exchange(), timeout]);
  } finally {
    clearTimeout(timer);
  }

  async function exchange(): Promise<UpstreamResponse> {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: controller.signal });
    const body = await readText(response);
    return { status: response.status, headers: response.headers, body, receivedAt: now() };
  }
}

export interface SendOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly timeoutMs: number;
}

async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > RESPONSE_BYTES) {
      // A stream that has broken already cannot be cancelled, and that is as good.
      await reader.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
