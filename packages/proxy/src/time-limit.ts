import type { MaybePromise } from './adapters/feedback-adapter.ts';

/**
 * Runs `call` and rejects with a `TimeoutError` when it takes longer than `ms` milliseconds, after
 * `onTimeout` has stopped what it can. The result of a call that continues is dropped.
 */
export async function withTimeLimit<Value>(
  ms: number,
  call: () => MaybePromise<Value>,
  onTimeout?: () => void,
): Promise<Value> {
  const running = call();
  // A function of the host often returns its value at once, and then it needs no timer.
  if (!isThenable(running)) return running;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onTimeout?.();
      reject(new TimeoutError(`It took longer than ${ms} ms.`));
    }, ms);
    running.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

export function isThenable<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof (value as Promise<Value> | null | undefined)?.then === 'function';
}

export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
