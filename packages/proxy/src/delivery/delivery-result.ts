import type { RefusalCode } from '../adapters/delivery-outcome.ts';
import type { FeedbackRow, Settled } from '../stores/feedback-store.ts';

/** What a user who waited is told. */
export type DeliveryResult =
  | { readonly type: 'delivered' }
  | { readonly type: 'accepted' }
  | { readonly type: 'superseded'; readonly row: FeedbackRow }
  | { readonly type: 'refused'; readonly code: RefusalCode };

/** What the end of an attempt means to a user who waits for `stamp`, which is the attempted one or an older. */
export function deliveryResult(stamp: string, { row, applied, refusal }: AttemptEnd): DeliveryResult {
  if (!applied) return { type: 'accepted' };
  if (row !== null && row.submission.stamp > stamp) return { type: 'superseded', row };
  if (refusal !== null) return { type: 'refused', code: refusal };
  return row?.delivered?.stamp === stamp ? { type: 'delivered' } : { type: 'accepted' };
}

export interface AttemptEnd extends Settled {
  /** Why the attempted submission was withdrawn; `null` when it was not. */
  readonly refusal: RefusalCode | null;
}
