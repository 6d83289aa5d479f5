import { ChatError } from '../../contract/chat-error.ts';

/**
 * Passes the bytes on. If none arrive for the given time, it fails with `upstream_unreachable` and
 * closes the connection.
 */
export function endWhenSilent(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  silenceMs: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new ChatError('upstream_unreachable'));
  let timer = setTimeout(giveUp, silenceMs);

  const watched = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, silenceMs);
      controller.enqueue(chunk);
    },
  });
  const settle = () => clearTimeout(timer);
  body.pipeTo(watched.writable, { signal: silence.signal }).then(settle, settle);
  return watched.readable;
}
