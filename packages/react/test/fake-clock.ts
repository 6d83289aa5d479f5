import { vi } from 'vitest';

/**
 * Lets a test turn the clock forward with `vi.advanceTimersByTimeAsync`. Time also passes by itself,
 * because the page waits for timers of its own. `setup.ts` restores the real clock.
 */
export function fakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true });
}
