/**
 * Runs `call` and rejects with a `TimeoutError` when it takes longer than `ms` milliseconds. The
 * call's signal is then aborted. A call that ignores its signal goes on, and its result is dropped.
 */
export async function withTimeLimit<Value>(
  ms: number,
  call: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new TimeoutError(`It took longer than ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([call(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
