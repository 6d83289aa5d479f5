import { FeedbackError } from '@message-feedback/core';
import { TimeoutError, withTimeLimit } from '../time-limit.ts';

export interface ReadLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Reads the body of a `Request`. Counts the bytes while it reads, because `Content-Length` can be
 * wrong, and stops at the limit.
 */
export async function readRequestBody(
  request: Request,
  { maxBytes, timeoutMs }: ReadLimits,
): Promise<Uint8Array> {
  if (request.bodyUsed) {
    throw new FeedbackError(
      'internal',
      'The body was read before the proxy could read it, so nothing was stored. Let identify read request.clone() instead.',
    );
  }
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  try {
    return await withTimeLimit(timeoutMs, () => readChunks(reader, maxBytes));
  } catch (error) {
    // Not awaited: a stalled sender would stall this, too.
    reader.cancel().catch(() => {});
    if (error instanceof FeedbackError) throw error;
    throw error instanceof TimeoutError ? tooSlow(timeoutMs) : interrupted();
  }
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatenate(chunks, size);
    size += value.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(value);
  }
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

export function tooLarge(maxBytes: number): FeedbackError {
  return new FeedbackError(
    'submission_too_large',
    `The body is longer than ${maxBytes} bytes, so nothing was stored. Send one submission per request and nothing else.`,
  );
}

export function tooSlow(timeoutMs: number): FeedbackError {
  return new FeedbackError(
    'request_timeout',
    `The body did not arrive within ${timeoutMs / 1000} seconds, so nothing was stored. Send it again.`,
  );
}

export function interrupted(): FeedbackError {
  return new FeedbackError(
    'request_timeout',
    'The body ended too early, so nothing was stored. Send it again.',
  );
}
