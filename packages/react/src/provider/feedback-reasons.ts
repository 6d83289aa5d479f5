import type { Rating } from '@message-feedback/core';

/** One reason tag to choose from. */
export interface FeedbackReason {
  /** Stable name, for the host's statistics. */
  readonly id: string;
  /** What the user reads. */
  readonly label: string;
  /** Whether who chooses it is invited to say more, as for "Something else". Nobody has to. @default false */
  readonly wantsComment?: boolean;
}

/** The reasons to choose from, for either side. */
export type FeedbackReasons = Readonly<Record<Rating, readonly FeedbackReason[]>>;

/** What a host says about reasons; a side that is left out takes the labels' own. */
export interface FeedbackReasonsOptions extends Partial<FeedbackReasons> {
  /** Whether people may write reasons of their own. @default false */
  readonly allowCustom?: boolean;
  /**
   * What is sent of a reason that was chosen: what the user read, or its id, which stays the same in every language. At most
   * 30 characters either way (Coze's limit for `reason_types`).
   * @default 'label'
   */
  readonly sendAs?: 'label' | 'id';
}

/** Everything there is to know about the reasons of a bar. */
export interface OfferedReasons
  extends FeedbackReasons,
    Omit<FeedbackReasonsOptions, keyof FeedbackReasons> {}

/** What is sent of a reason. */
export function sentOf(reason: FeedbackReason, { sendAs = 'label' }: FeedbackReasonsOptions): string {
  return reason[sendAs];
}
