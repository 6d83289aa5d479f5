import {
  type Capabilities,
  type ConfirmedFeedback,
  FeedbackError,
  type FeedbackItem,
  type FeedbackReceipt,
} from '@message-feedback/core';
import { undoTerms } from './acceptance-terms.ts';
import type { DeliveryResult } from './delivery/delivery-result.ts';
import { notRatable } from './feedback-check.ts';
import { messageNotFound } from './identity.ts';
import type { FeedbackRow } from './stores/feedback-store.ts';

/** Writes rows as the answers that the browser gets, with what can still be undone. */
export function createResponseBodies({ capabilities, now }: ResponseBodiesOptions): ResponseBodies {
  function toConfirmed(row: FeedbackRow): ConfirmedFeedback {
    const { feedback, stamp } = row.submission;
    return { feedback, stamp, ...undoTerms(row, capabilities, now()) };
  }

  return {
    toReceipt(row, result) {
      switch (result.type) {
        case 'delivered':
        case 'accepted':
          return { status: result.type, ...toConfirmed(row) };
        case 'superseded':
          return { status: result.type, ...toConfirmed(result.row) };
        case 'refused':
          throw REFUSALS[result.code]();
        default:
          return result satisfies never;
      }
    },

    toLateReceipt: (row, stamp) => ({ ...toConfirmed(row), status: 'superseded', stamp }),

    toItems: (rows, spellings) =>
      rows.map((row) => {
        const { messageId } = row.message;
        return { messageId: spellings.get(messageId) ?? messageId, ...toConfirmed(row) };
      }),
  };
}

export interface ResponseBodies {
  /** The answer to a submission. Throws a `FeedbackError` when the upstream refused it for good. */
  toReceipt(row: FeedbackRow, result: DeliveryResult): FeedbackReceipt;
  /**
   * The answer to a submission that came too late to change what the upstream has. What stands gets the stamp of the submission that
   * lost, so that the browser, where the larger stamp wins, believes it.
   */
  toLateReceipt(row: FeedbackRow, stamp: string): FeedbackReceipt;
  /** The answer to a read. `spellings` brings back the spelling in which the browser knows a message. */
  toItems(rows: readonly FeedbackRow[], spellings: ReadonlyMap<string, string>): FeedbackItem[];
}

interface ResponseBodiesOptions {
  readonly capabilities: Capabilities;
  readonly now: () => number;
}

const REFUSALS = {
  message_not_found: messageNotFound,
  not_ratable: notRatable,
  upstream_refused: () =>
    new FeedbackError(
      'upstream_refused',
      'The assistant’s service refused this feedback for good, so it was not stored. Change it, or tell the operator the request id.',
    ),
} as const;
