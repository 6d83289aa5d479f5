import { normalizeText, reasonIdentity } from '@message-feedback/core';
import type { FeedbackReason, FeedbackReasons } from '../locales/labels.ts';

/** The host's reasons. A rating without any gets the default reasons of the labels. */
export interface FeedbackReasonsOptions {
  readonly like?: FeedbackReasons['like'] | undefined;
  readonly dislike?: FeedbackReasons['dislike'] | undefined;
  /** Whether users may write custom reasons. @default false */
  readonly allowCustom?: boolean | undefined;
  /**
   * The text sent for a chosen reason: its label, or its id, which is the same in every language.
   * It may have as many characters as the upstream accepts: 30 by default (Coze's limit for
   * `reason_types`).
   * @default 'label'
   */
  readonly sendAs?: 'label' | 'id' | undefined;
}

/** The reasons of a bar, complete. */
export interface OfferedReasons
  extends FeedbackReasons,
    Omit<FeedbackReasonsOptions, keyof FeedbackReasons> {}

/** The text that is sent for a reason. */
export function sentOf(reason: FeedbackReason, { sendAs = 'label' }: FeedbackReasonsOptions): string {
  return reason[sendAs];
}

/**
 * The reasons that can be sent: not empty, not repeated and, for hosts without types, of the right
 * shape. In development, `warnOfReasons` reports the others of the provider and of the labels, once
 * the upstream's limits are known.
 */
export function usableReasons(
  reasons: readonly FeedbackReason[] | undefined,
  options: FeedbackReasonsOptions,
): readonly FeedbackReason[] {
  const seen = new Set<string>();
  return (Array.isArray(reasons) ? reasons : []).filter((reason: FeedbackReason | null) => {
    const sent: unknown = reason && sentOf(reason, options);
    if (typeof sent !== 'string' || typeof reason?.label !== 'string' || normalizeText(sent) === '')
      return false;
    const isNew = !seen.has(reasonIdentity(sent));
    seen.add(reasonIdentity(sent));
    return isNew;
  });
}
