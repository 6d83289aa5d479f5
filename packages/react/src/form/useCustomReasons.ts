'use client';
import { type FeedbackDraft, reasonIdentity } from '@message-feedback/core';
import * as React from 'react';

/**
 * The chosen reasons that are not offered: custom reasons, and those that are no longer offered. A
 * cleared one stays in the list while the form is open, so that it does not vanish under a finger.
 */
export function useCustomReasons(draft: FeedbackDraft | null, offered: readonly string[]): readonly string[] {
  const [kept, setKept] = React.useState({ rating: draft?.rating, reasons: [] as readonly string[] });
  const before = kept.rating === draft?.rating ? kept.reasons : [];
  const known = new Set([...offered, ...before].map(reasonIdentity));
  const added = draft?.reasons.filter((reason) => !known.has(reasonIdentity(reason))) ?? [];
  if (added.length > 0 || before !== kept.reasons) {
    setKept({ rating: draft?.rating, reasons: [...before, ...added] });
  }
  return added.length > 0 ? [...before, ...added] : before;
}
