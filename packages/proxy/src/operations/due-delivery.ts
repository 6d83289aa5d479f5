/**
 * Delivers due rows until none is left, a bound is reached or the upstream does not work. If the
 * store fails, waits for the started deliveries and then rejects.
 */
export async function deliverDue(
  { claimDue, nextDueAt, now }: DeliverDueContext,
  { budgetMs = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY }: DeliverDueOptions = {},
): Promise<DeliverDueResult> {
  const endsAt = now() + budgetMs;
  const running = new Set<Promise<void>>();
  let started = 0;
  let delivered = 0;

  async function count(ended: Promise<number>): Promise<void> {
    const deliveries = await ended;
    delivered += deliveries;
  }

  try {
    for (;;) {
      const claimed = started < limit && now() < endsAt ? await claimDue(limit - started) : [];
      started += claimed.length;
      for (const ended of claimed) {
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
   * After this many milliseconds no more rows are taken. The ones already taken are awaited: usually
   * for one attempt of at most 10 seconds and the store call that ends it. If a user submits again
   * meanwhile, another attempt follows; while the store fails, the proxy calls it again for up to 75 seconds.
   * @default no bound
   */
  readonly budgetMs?: number;
  /**
   * The largest number of rows to try.
   * @default all
   */
  readonly limit?: number;
}

export interface DeliverDueResult {
  /** How many submissions the upstream has accepted. */
  readonly delivered: number;
  /** Whether rows are still due, because a bound was reached or the upstream does not work. */
  readonly left: boolean;
}

interface DeliverDueContext {
  /** Starts to deliver at most `limit` due rows; none while no slot is free. */
  readonly claimDue: (limit: number) => Promise<readonly Promise<number>[]>;
  readonly nextDueAt: () => Promise<number | null>;
  readonly now: () => number;
}
