import { setTimeout as delay } from 'node:timers/promises';

/** The first half of the real answer, as a whole HTTP message. */
export async function truncateJson(response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer();
  return copyOf(response, bytes.slice(0, Math.ceil(bytes.byteLength / 2)));
}

/** The real answer's length and its first half, and then the end of the connection. */
export async function cutBody(response: Response, disconnect: () => void): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  let sent = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!sent) {
          sent = true;
          controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
          return;
        }
        await delay(FLUSH_MS);
        disconnect();
      },
    },
    { highWaterMark: 0 },
  );
  const spoiled = copyOf(response, body);
  spoiled.headers.set('Content-Length', String(bytes.length));
  return spoiled;
}

/** The real answer, a few bytes at a time. */
export async function dripBody(
  response: Response,
  { bytes: size, milliseconds }: { bytes: number; milliseconds: number },
): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const left = new AbortController();
  let place = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (place > 0) await delay(milliseconds, undefined, { signal: left.signal }).catch(() => undefined);
        if (left.signal.aborted) return;
        if (place < bytes.length) controller.enqueue(bytes.slice(place, place + size));
        place += size;
        if (place >= bytes.length) controller.close();
      },
      cancel: () => left.abort(),
    },
    { highWaterMark: 0 },
  );
  return copyOf(response, body);
}

/** Long enough for the first half to leave before the connection ends. */
const FLUSH_MS = 20;

/** The status and headers with another body; the length is left to whoever sends it. */
function copyOf(response: Response, body: BodyInit) {
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  return new Response(body, { status: response.status, headers });
}
