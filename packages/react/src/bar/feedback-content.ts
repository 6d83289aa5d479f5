import type { Feedback } from '@message-feedback/core';

/** What a bar shows of the feedback, to compare. The proxy returns metadata that the provider has added. */
export function contentOf({ rating, reasons, comment }: Feedback): string {
  return JSON.stringify([rating, reasons, comment]);
}
