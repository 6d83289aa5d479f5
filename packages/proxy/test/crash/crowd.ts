import type { RatingUser } from './rating-user.ts';

/** Lets all users rate at the same time, until they are stopped. */
export function startCrowd(users: readonly RatingUser[]): Crowd {
  const stopping = new AbortController();
  let total = 0;
  let onConfirmed = () => {};
  const ended = Promise.all(
    users.map((user) =>
      user.rateUntil(stopping.signal, () => {
        total++;
        onConfirmed();
      }),
    ),
  );
  // `confirmations` and `stop` report an error; between their calls it must not end the process.
  ended.catch(() => {});

  return {
    total: () => total,
    async confirmations(count) {
      const target = total + count;
      const reached = new Promise<void>((resolve) => {
        onConfirmed = () => {
          if (total >= target) resolve();
        };
      });
      // Users end early only with an error, such as an unexpected response.
      await Promise.race([reached, ended]);
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

export interface Crowd {
  /** How many submissions got a response of 200. */
  total(): number;
  /** Waits for this many more. */
  confirmations(count: number): Promise<void>;
  /** Waits until no user has a request in flight. */
  stop(): Promise<void>;
}
