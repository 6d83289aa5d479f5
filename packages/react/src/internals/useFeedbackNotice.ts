'use client';
import type { FeedbackSnapshot } from '@message-feedback/core';
import * as React from 'react';

/** What just came to a good end: `saved` or `taken_back`. */
export type FeedbackNotice = 'saved' | 'taken_back';

/** Quick presses end in one notice, not in one each: it waits until the presses have been quiet for so long. */
const QUIET_MS = 600;

/**
 * The notice after the proxy has durably accepted what was pressed here, for `durationMs`; the time stands still while
 * `paused`. Restored feedback and presses in other places give none.
 */
export function useFeedbackNotice(
  { delivery, refusal, feedback }: FeedbackSnapshot,
  { pressedHere, paused, durationMs }: { pressedHere: boolean; paused: boolean; durationMs: number },
): { notice: FeedbackNotice | null; dismiss: () => void } {
  const [notice, setNotice] = React.useState<FeedbackNotice | null>(null);
  const unsent = delivery !== 'settled';
  const wasUnsent = React.useRef(false);

  React.useEffect(() => {
    if (unsent) {
      wasUnsent.current = true;
      setNotice(null);
      return;
    }
    if (!wasUnsent.current || !pressedHere || refusal !== null) return;
    const timer = setTimeout(() => {
      wasUnsent.current = false;
      setNotice(feedback.rating === null ? 'taken_back' : 'saved');
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [unsent, pressedHere, refusal, feedback]);

  React.useEffect(() => {
    if (notice === null || paused) return;
    const timer = setTimeout(() => setNotice(null), durationMs);
    return () => clearTimeout(timer);
  }, [notice, paused, durationMs]);

  return { notice, dismiss: React.useCallback(() => setNotice(null), []) };
}
