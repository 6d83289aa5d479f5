/**
 * Runs `call` and rejects with a `TimeoutError` when it takes longer than `ms` milliseconds, after
 * `onTimeout` has stopped what it can. The result of a call that continues is dropped.
 */
export async function withTimeLimit<Value>(
  ms: number,
  call: () => Promise<Value>,
  onTimeout?: () => void,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout?.();
      reject(new TimeoutError(`It took longer than ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([call(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
