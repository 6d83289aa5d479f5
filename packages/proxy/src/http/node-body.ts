import type { IncomingMessage } from 'node:http';
import { interrupted, type ReadLimits, readRequestBody, tooLarge, tooSlow } from './body.ts';

/**
 * Reads the body of a request of Node's `http` without web streams. `request` is the same request
 * for the host's functions.
 */
export async function readNodeBody(
  incoming: NodeRequest,
  request: Request,
  limits: ReadLimits,
): Promise<Uint8Array> {
  const { rawBody } = incoming;
  if (rawBody instanceof Uint8Array) {
    if (rawBody.byteLength > limits.maxBytes) throw tooLarge(limits.maxBytes);
    return rawBody;
  }
  // The host has cloned or read the request, or the client is gone, perhaps after it has sent the whole body.
  const isTouched = incoming.readableDidRead || incoming.listenerCount('data') > 0;
  if (isTouched || incoming.destroyed) return readRequestBody(request, limits);
  return readStream(incoming, limits);
}

/** A parser of the host, such as Express's, may have read the body. */
export interface NodeRequest extends IncomingMessage {
  body?: unknown;
  rawBody?: unknown;
}

function readStream(incoming: IncomingMessage, { maxBytes, timeoutMs }: ReadLimits): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => fail(tooSlow(timeoutMs)), timeoutMs);

    function onData(chunk: Buffer): void {
      size += chunk.byteLength;
      if (size > maxBytes) fail(tooLarge(maxBytes));
      else chunks.push(chunk);
    }
    function onEnd(): void {
      stop();
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    }
    function onClose(): void {
      // A client may close the connection as soon as it has sent the body.
      if (incoming.complete) onEnd();
      else fail(interrupted());
    }
    function fail(error: Error): void {
      stop();
      // The listener discards the rest.
      incoming.pause();
      reject(error);
    }
    function stop(): void {
      clearTimeout(timer);
      incoming.off('data', onData).off('end', onEnd).off('error', onClose).off('close', onClose);
    }
    incoming.on('data', onData).on('end', onEnd).on('error', onClose).on('close', onClose);
  });
}
