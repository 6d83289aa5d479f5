import {
  type Capabilities,
  countCharacters,
  type FeedbackDraft,
  reasonIdentity,
} from '@message-feedback/core';
import { type OfferedReasons, sentOf } from '../provider/feedback-reasons.ts';

/**
 * The reasons of a form: the offered ones that the upstream accepts, then `custom`, by default all other
 * chosen reasons.
 */
export function choicesOf(
  form: FeedbackDraft,
  offered: OfferedReasons,
  { reasons, limits }: Capabilities,
  isBlocked: boolean,
  custom?: readonly string[],
): readonly ReasonChoice[] {
  if (reasons === 'none') return [];
  const chosen = new Set(form.reasons.map(reasonIdentity));
  const full = form.reasons.length >= limits.reasons;
  const known = offered[form.rating].map((reason) => ({
    value: sentOf(reason, offered),
    label: reason.label,
  }));
  const ids = new Set(known.map(({ value }) => reasonIdentity(value)));
  const others = (custom ?? form.reasons).filter((reason) => !ids.has(reasonIdentity(reason)));
  return [...known, ...others.map((value) => ({ value, label: value }))]
    .map((choice) => {
      const isChosen = chosen.has(reasonIdentity(choice.value));
      return { ...choice, chosen: isChosen, blocked: isBlocked || (full && !isChosen) };
    })
    .filter(({ value, chosen }) => chosen || countCharacters(value) <= limits.reasonCharacters);
}

/** The reasons with this one added, or without it if it was chosen. */
export function toggled(reasons: readonly string[], reason: string): readonly string[] {
  const identity = reasonIdentity(reason);
  const others = reasons.filter((each) => reasonIdentity(each) !== identity);
  return others.length < reasons.length ? others : [...reasons, reason];
}

/** One reason of the form. */
export interface ReasonChoice {
  /** The text to show. */
  readonly label: string;
  /** The text that is sent: for `toggleReason` of the hook, or `reason` of `MessageFeedback.Reason`. */
  readonly value: string;
  readonly chosen: boolean;
  /** Whether it cannot be chosen or cleared: the limit is reached, or nothing can change. */
  readonly blocked: boolean;
}
