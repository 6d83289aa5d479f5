import type { RatingPerson } from './rating-person.ts';

/** Lets people rate, all at once, until they are stopped. */
export function startCrowd(people: readonly RatingPerson[]): Crowd {
  const stopping = new AbortController();
  let total = 0;
  let onAnswer = () => {};
  const ended = Promise.all(
    people.map((person) =>
      person.rateUntil(stopping.signal, () => {
        total++;
        onAnswer();
      }),
    ),
  );
  // Told by whoever waits for it.
  ended.catch(() => {});

  return {
    total: () => total,
    async answers(count) {
      const submission = total + count;
      const heard = new Promise<void>((resolve) => {
        onAnswer = () => {
          if (total >= submission) resolve();
        };
      });
      // They end early only by failing, as when somebody is answered what nobody should be.
      await Promise.race([heard, ended]);
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

export interface Crowd {
  /** How many wishes were answered with 200. */
  total(): number;
  /** Waits for so many more. */
  answers(count: number): Promise<void>;
  /** Waits until nobody has a request open. */
  stop(): Promise<void>;
}
