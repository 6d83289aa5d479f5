import type { Feedback } from '@message-feedback/core';

/**
 * The part of the feedback that a bar shows, as text to compare. Leaves out metadata, because the
 * proxy's copy also has the fields of the provider.
 */
export function contentOf({ rating, reasons, comment }: Feedback): string {
  return JSON.stringify([rating, reasons, comment]);
}
