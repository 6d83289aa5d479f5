import { FeedbackError } from '@message-feedback/core';

/**
 * Reads a JSON body. Counts bytes while reading, as `Content-Length` may lie, and stops at the limit. Throws a `FeedbackError`
 * with code `unsupported_media_type`, `submission_too_large`, `request_timeout` or `invalid_json`.
 */
export async function readJson(request: Request, { maxBytes, timeoutMs }: ReadLimits): Promise<unknown> {
  checkMediaType(request.headers);
  if (request.bodyUsed) {
    throw new FeedbackError(
      'internal',
      'The body had been read before the proxy came to it, so nothing was stored. Let identify read request.clone() instead.',
    );
  }
  const bytes = await readBytes(request, maxBytes, timeoutMs);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Without the cause, whose message quotes the body.
    throw new FeedbackError(
      'invalid_json',
      'The body is not JSON in UTF-8, so nothing was stored. Send the result of JSON.stringify.',
    );
  }
}

export interface ReadLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

function checkMediaType(headers: Headers): void {
  const type = headers.get('content-type') ?? '';
  const encoding = headers.get('content-encoding');
  // A comma would mean two types. Forms of other sites can send neither this type nor an encoding.
  if (/^application\/json[\t ]*(;[^,]*)?$/i.test(type) && (encoding === null || encoding === 'identity'))
    return;
  throw new FeedbackError(
    'unsupported_media_type',
    'The body is not declared as plain JSON, so it was not read. Send it uncompressed with "Content-Type: application/json".',
  );
}

async function readBytes(request: Request, maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();

  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(timeoutMs)), timeoutMs);
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), timeout]);
      if (done) return concatenate(chunks, size);
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(value);
    }
  } catch (error) {
    // Not awaited: a sender that stalls would stall this too.
    reader.cancel().catch(() => {});
    throw error instanceof FeedbackError ? error : brokenOff();
  } finally {
    clearTimeout(timer);
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

function tooLarge(maxBytes: number): FeedbackError {
  return new FeedbackError(
    'submission_too_large',
    `The body is longer than ${maxBytes} bytes, so nothing was stored. Send one feedback at a time and nothing beside it.`,
  );
}

function tooSlow(timeoutMs: number): FeedbackError {
  return new FeedbackError(
    'request_timeout',
    `The body did not arrive within ${timeoutMs / 1000} seconds, so nothing was stored. Send it again.`,
  );
}

function brokenOff(): FeedbackError {
  return new FeedbackError('request_timeout', 'The body broke off, so nothing was stored. Send it again.');
}
