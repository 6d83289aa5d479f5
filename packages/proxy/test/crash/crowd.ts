import type { RatingUser } from './rating-user.ts';

/** Lets people rate, all at once, until they are stopped. */
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
  // The waiting test calls this.
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
      // They end early only by failing, as when a user gets an answer that no user should get.
      await Promise.race([reached, ended]);
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

export interface Crowd {
  /** How many submissions were answered with 200. */
  total(): number;
  /** Waits for so many more. */
  confirmations(count: number): Promise<void>;
  /** Waits until no user has a request open. */
  stop(): Promise<void>;
}
