import { badRequest, internalServerError, unsupportedMediaType } from '../dify-error.ts';
import type { DifyGeneration } from '../dify-settings.ts';

/**
 * The JSON object of a request, read as Flask and Dify's decorator do: the media type first, then the syntax,
 * then a look for `user` that fails on anything but an object.
 */
export function readJsonBody(
  bytes: ArrayBuffer,
  { contentType, generation }: { contentType: string | undefined; generation: DifyGeneration },
): Record<string, unknown> {
  if (!isJson(contentType)) throw unsupportedMediaType();
  const body = parse(bytes, generation);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw internalServerError(generation);
  return body as Record<string, unknown>;
}

function isJson(contentType = '') {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return mediaType === 'application/json' || /^application\/.+\+json$/.test(mediaType);
}

function parse(bytes: ArrayBuffer, generation: DifyGeneration): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), (key, value) => {
      // The parser of later generations takes well-formed text only.
      if (generation !== 'G1' && (isMalformed(key) || isMalformed(value))) throw new SyntaxError();
      return value;
    });
  } catch {
    throw badRequest();
  }
}

/** Whether it holds half of a surrogate pair. */
const isMalformed = (value: unknown) => typeof value === 'string' && /\p{Surrogate}/u.test(value);
