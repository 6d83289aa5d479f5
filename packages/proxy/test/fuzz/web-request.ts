import type { FuzzInput, Sending } from './inputs.ts';

/** The input as a `Request`, as in a worker or in Next.js. */
export function toRequest({ method, target, headers, body, sending }: FuzzInput): Request {
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  const url = `https://chat.example${target}`;
  if (/^(get|head)$/i.test(method)) return new Request(url, init);
  const bytes = Buffer.from(body, 'latin1');
  if (sending === 'whole') return new Request(url, { ...init, body: bytes });
  return new Request(url, { ...init, body: streamOf(bytes, sending), duplex: 'half' } as RequestInit);
}

function streamOf(body: Uint8Array, sending: Sending): ReadableStream<Uint8Array> {
  const half = Math.floor(body.length / 2);
  return new ReadableStream({
    start(controller) {
      controller.enqueue(body.subarray(0, half));
      if (sending === 'broken') controller.error(new Error('The client is gone.'));
      if (sending !== 'pieces') return;
      controller.enqueue(body.subarray(half));
      controller.close();
    },
  });
}

/** The message that the input rates, as far as its body is a submission. */
export function submittedMessage(body: string): Readonly<Record<string, unknown>> {
  try {
    const { message } = JSON.parse(new TextDecoder().decode(Buffer.from(body, 'latin1')));
    return { ...message };
  } catch {
    return {};
  }
}
