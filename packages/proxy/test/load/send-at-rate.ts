/**
 * Sends this many requests a second, whether the proxy keeps up or not. The latency of each counts from
 * the moment at which it was due, so a proxy that stalls cannot hide it. Stops once the proxy is
 * `HOPELESS_SECONDS` behind. `send` resolves to the status of the response; 0 if there was none.
 */
export async function sendAtRate(
  send: (index: number) => Promise<number>,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Sent> {
  const latencies: number[] = [];
  const open = new Set<Promise<void>>();
  const total = rate * seconds;
  const began = performance.now();
  let sent = 0;
  let errors = 0;
  for (; sent < total; sent++) {
    const due = began + (sent * 1_000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    if (open.size > rate * HOPELESS_SECONDS) return { sent, errors, latencies };
    const request = send(sent).then((status) => {
      open.delete(request);
      latencies.push(performance.now() - due);
      if (status !== 200) errors++;
    });
    open.add(request);
  }
  await Promise.all(open);
  return { sent, errors, latencies };
}

const HOPELESS_SECONDS = 5;

export interface Sent {
  readonly sent: number;
  /** Responses other than 200, and connections that failed. */
  readonly errors: number;
  /** Of each response, in milliseconds. */
  readonly latencies: readonly number[];
}
