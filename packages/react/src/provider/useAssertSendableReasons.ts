'use client';
import * as React from 'react';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';

/**
 * Throws when a configured reason could never be sent, so that the developer learns of it as the page comes up and not the user
 * who presses it. What checks is fetched for who configures reasons, and no part of the first load.
 */
export function useAssertSendableReasons(reasons: FeedbackReasonsOptions): void {
  const [problem, setProblem] = React.useState<string | null>(null);
  React.useEffect(() => {
    if (!reasons.like && !reasons.dislike) return;
    // Not there while offline: then the one who configures them is not there either.
    import('./unsendable-reason.ts').then(
      ({ unsendableReason }) => setProblem(unsendableReason(reasons)),
      () => {},
    );
  }, [reasons]);
  if (problem !== null) throw new Error(problem);
}
