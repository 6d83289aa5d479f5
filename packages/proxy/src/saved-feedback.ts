import type { FeedbackItem, FeedbackReceipt, SavedFeedback } from '@message-feedback/core';
import { FeedbackError } from '@message-feedback/core';
import type { DeliveryResult } from './delivery/delivery-result.ts';
import { messageNotFound } from './identify-user.ts';
import type { FeedbackRow } from './stores/feedback-store.ts';

/** The answer to a submission. Throws a `FeedbackError` when the upstream refused it for good. */
export function toReceipt(row: FeedbackRow, result: DeliveryResult): FeedbackReceipt {
  switch (result.type) {
    case 'delivered':
    case 'accepted':
      return { status: result.type, ...toSaved(row) };
    case 'superseded':
      return { status: result.type, ...toSaved(result.row) };
    case 'refused':
      throw result.code === 'message_not_found' ? messageNotFound() : upstreamRefused();
    default:
      return result satisfies never;
  }
}

/** The answer to a read. `asked` brings back the spelling in which the browser knows a message. */
export function toItems(rows: readonly FeedbackRow[], asked: ReadonlyMap<string, string>): FeedbackItem[] {
  return rows.map((row) => {
    const { messageId } = row.message;
    return { messageId: asked.get(messageId) ?? messageId, ...toSaved(row) };
  });
}

function toSaved({ wanted: { feedback, stamp } }: FeedbackRow): SavedFeedback {
  // The proxy starts only with adapters that can take everything back, so undo has no end and nothing is final.
  return { feedback, stamp, undoUntil: null, final: false };
}

function upstreamRefused(): FeedbackError {
  return new FeedbackError(
    'upstream_refused',
    'The assistant’s service refused this feedback for good, so it was not stored. Change it, or tell the operator the request id.',
  );
}
