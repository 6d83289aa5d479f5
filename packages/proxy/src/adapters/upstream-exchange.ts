import { withTimeLimit } from '../time-limit.ts';
import type { UpstreamRequest, UpstreamResponse } from './feedback-adapter.ts';

/**
 * Appends path segments to a checked base URL, each encoded. Throws an `Error` for a segment that
 * would change the path: encoding leaves `..` as it is, and a URL removes it with the segment before.
 */
export function upstreamUrl(baseUrl: string, segments: readonly string[]): string {
  if (segments.some((segment) => CHANGING_SEGMENTS.has(segment))) {
    throw new Error(
      "An id would change the path of the upstream request, so nothing was sent. Check the adapter's patterns for ids.",
    );
  }
  return `${baseUrl}/${segments.map(encodeURIComponent).join('/')}`;
}

const CHANGING_SEGMENTS: ReadonlySet<string> = new Set(['', '.', '..']);

/**
 * Sends one request and reads its response, the body up to 64 KiB. The time limit covers both. Does
 * not follow redirects, which would send the key to another server. Rejects without a complete
 * response.
 */
export async function sendUpstream(
  { url, ...init }: UpstreamRequest,
  { fetch, now, timeoutMs }: SendOptions,
): Promise<UpstreamResponse> {
  const controller = new AbortController();
  const { signal } = controller;
  async function send(): Promise<UpstreamResponse> {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const body = await readText(response);
    return { status: response.status, headers: response.headers, body, receivedAt: now() };
  }
  return withTimeLimit(timeoutMs, send, () => controller.abort());
}

/** Sends one request with the same promises as `sendUpstream`. */
export type Transport = (
  request: UpstreamRequest,
  options: Omit<SendOptions, 'fetch'>,
) => Promise<UpstreamResponse>;

export interface SendOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** Responses about feedback fit into a few hundred bytes. */
export const RESPONSE_BYTES = 65_536;

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
      // A broken stream cannot be cancelled, and does not need to be.
      await reader.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** A request failed before its first byte was sent. */
export class NeverSentError extends Error {
  override readonly name = 'NeverSentError';

  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/**
 * Whether an error of a transport proves that the upstream did not get the request. It knows the
 * errors of `fetch` in Node, Bun and Deno when there was no connection. After any other error the
 * upstream may have got it.
 */
export function wasNeverSent(error: unknown): boolean {
  if (error instanceof NeverSentError) return true;
  const cause = isRecord(error) && isRecord(error.cause) ? error.cause : error;
  if (!isRecord(cause)) return false;
  // Node tries all addresses of a host name and reports their errors together.
  const faults: unknown[] = Array.isArray(cause.errors) && cause.errors.length > 0 ? cause.errors : [cause];
  return faults.every(isConnectFault);
}

function isConnectFault(fault: unknown): boolean {
  if (!isRecord(fault)) return false;
  const { syscall, code } = fault;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return typeof code === 'string' && (CONNECT_CODES.has(code) || CERTIFICATE_CODE.test(code));
}

const CONNECT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
]);

/** OpenSSL's codes for a rejected certificate. The request follows only after the handshake. */
const CERTIFICATE_CODE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A request id for events; `null` for a text that could hold a sentence. */
export function checkTraceId(traceId: string | null): string | null {
  return traceId !== null && /^[\w.:-]{1,128}$/.test(traceId) ? traceId : null;
}

/** A body of JSON; `null` for a page, a fragment or anything else that is not an object. */
export function parseJsonObject(body: string | null): Record<string, unknown> | null {
  if (body === null) return null;
  try {
    return asRecord(JSON.parse(body));
  } catch {
    return null;
  }
}

export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
