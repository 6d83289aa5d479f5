/**
 * Delivers what is due until nothing is, a bound is reached, or the upstream does not work. Rejects when the store fails, once what was
 * begun has ended.
 */
export async function deliverDue(
  { claimDue, nextDueAt, now }: DeliverDueContext,
  { budgetMs = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY }: DeliverDueOptions = {},
): Promise<DeliverDueResult> {
  const endsAt = now() + budgetMs;
  const running = new Set<Promise<void>>();
  let begun = 0;
  let delivered = 0;

  async function count(ended: Promise<number>): Promise<void> {
    const deliveries = await ended;
    delivered += deliveries;
  }

  try {
    for (;;) {
      const started = begun < limit && now() < endsAt ? await claimDue(limit - begun) : [];
      begun += started.length;
      for (const ended of started) {
        const counted = count(ended).finally(() => running.delete(counted));
        running.add(counted);
      }
      if (running.size === 0) break;
      await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  const next = await nextDueAt();
  return { delivered, left: next !== null && next <= now() };
}

export interface DeliverDueOptions {
  /**
   * After so many milliseconds no delivery is begun. Those that have begun are waited for, which takes at most 10 seconds more.
   * @default without end
   */
  readonly budgetMs?: number;
  /**
   * How many rows are tried at most.
   * @default all
   */
  readonly limit?: number;
}

export interface DeliverDueResult {
  /** How many ratings the upstream has taken. */
  readonly delivered: number;
  /** Whether something is due still: a bound was reached, or the upstream does not work. */
  readonly left: boolean;
}

interface DeliverDueContext {
  /** Begins to deliver at most so many due rows; none while no slot is free. */
  readonly claimDue: (limit: number) => Promise<readonly Promise<number>[]>;
  readonly nextDueAt: () => Promise<number | null>;
  readonly now: () => number;
}
