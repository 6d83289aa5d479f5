import { PROXY_LIMITS } from '../limits.ts';

/**
 * Tells an upstream that has no message at all from one that lacks a single message: Moveworks answers 404 to everything until
 * the API is enabled for a tenant, and so do all upstreams for a key of another app. Then it is the operator who has to do something,
 * and nobody's feedback is given up.
 */
export function createMissingWatch({ now, graceMs }: MissingWatchOptions): MissingWatch {
  const missing = new Set<string>();
  let since: number | null = null;
  return {
    missed(key) {
      since ??= now();
      if (missing.size < PROXY_LIMITS.missingMessages) missing.add(key);
    },
    found() {
      since = null;
      missing.clear();
    },
    findsNothing: () =>
      missing.size >= PROXY_LIMITS.missingMessages && since !== null && now() - since >= graceMs,
  };
}

export interface MissingWatch {
  /** A message that nobody waits for was not found. */
  missed(key: string): void;
  found(): void;
  /** Whether so many different messages were not found since the last that was, over so long a time. */
  findsNothing(): boolean;
}

interface MissingWatchOptions {
  readonly now: () => number;
  /** For so long a message may not be visible yet. */
  readonly graceMs: number;
}
