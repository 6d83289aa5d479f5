import {
  countCharacters,
  type FeedbackDraft,
  type FeedbackLimits,
  normalizeText,
  reasonIdentity,
} from '@message-feedback/core';
import type { ReasonNote } from '../bar/message-feedback-view.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { type OfferedReasons, sentOf } from '../provider/feedback-reasons.ts';

/** Adds a custom reason. If it cannot be added, `reasons` is `null` and `note` explains why. */
export const addCustomReason: AddCustomReason = (text, draft, { labels, reasons: offered }, limits) => {
  // No upstream stores lone surrogates or NUL, and no user types them on purpose.
  const written = normalizeText(text.replace(/[\0\p{Surrogate}]/gu, ''));
  const identity = reasonIdentity(written);
  if (written === '') return { reasons: draft.reasons, note: null };
  // The text of an offered reason chooses that reason.
  const same = offered[draft.rating].find(({ label }) => reasonIdentity(label) === identity);
  const reason = same === undefined ? written : sentOf(same, offered);
  const over = same === undefined ? countCharacters(written) - limits.reasonCharacters : 0;
  const refuse = (text: string) => ({ reasons: null, note: { text: text, error: true } });

  if (over > 0) return refuse(labels.reasonTooLong(over));
  if (draft.reasons.some((chosen) => reasonIdentity(chosen) === reasonIdentity(reason)))
    return refuse(labels.reasonDuplicate);
  if (draft.reasons.length >= limits.reasons) return refuse(labels.tooManyReasons(limits.reasons));
  return { reasons: [...draft.reasons, reason], note: { text: labels.reasonAdded, error: false } };
};

export type AddCustomReason = (
  text: string,
  draft: FeedbackDraft,
  form: { readonly labels: FeedbackLabels; readonly reasons: OfferedReasons },
  limits: FeedbackLimits,
) => { readonly reasons: readonly string[] | null; readonly note: ReasonNote | null };
