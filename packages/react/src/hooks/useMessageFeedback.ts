'use client';
import {
  type Capabilities,
  DEFAULT_CAPABILITIES,
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackDraft,
  type FeedbackLimits,
  type FeedbackProblem,
  type FeedbackSnapshot,
  feedbackProblems,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import * as React from 'react';
import { closeDetails, openDetails, retry, send, setDraft } from '../bar/bar-actions.ts';
import { statusAttributes } from '../bar/bar-props.ts';
import { formTexts } from '../bar/form-texts.ts';
import type { MessageFeedbackModel } from '../bar/message-feedback-model.ts';
import type { FeedbackNotice } from '../bar/message-feedback-view.ts';
import { type BarProps, useBar } from '../bar/useBar.ts';
import { useBarTimers } from '../bar/useBarTimers.ts';
import { useControlledClient, useNotifyBars } from '../bar/useControlledClient.ts';
import { useReportChange } from '../bar/useReportChange.ts';
import { useTrackDetails } from '../bar/useTrackDetails.ts';
import { formOf } from '../form/form-content.ts';
import { choicesOf, type ReasonChoice, toggled } from '../form/reason-choices.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { OnSent } from '../provider/provider-options.ts';

/**
 * The feedback for one message and the actions on it, for your own markup: everything that the
 * ready-made bar shows and does. Does not render again when another message changes. With `null`,
 * for a message that cannot be rated, the state is empty and the actions do nothing.
 *
 * @example
 * ```tsx
 * import { useMessageFeedback } from '@message-feedback/react';
 *
 * export function Helpful({ messageId }: { messageId: string }) {
 *   const { feedback, rate } = useMessageFeedback({ messageId });
 *   const pressed = feedback.rating === 'like';
 *   return (
 *     <button type="button" aria-pressed={pressed} onClick={() => rate(pressed ? null : 'like')}>
 *       Helpful
 *     </button>
 *   );
 * }
 * ```
 */
export function useMessageFeedback(
  message: RatedMessage | null,
  { feedback, onFeedbackChange, ...options }: UseMessageFeedbackOptions = {},
): UseMessageFeedbackResult {
  const context = useFeedbackContext();
  const client = useControlledClient(context.client, feedback, onFeedbackChange);
  const [initialFeedback] = React.useState(feedback);
  const [bar] = useBar({ message, initialFeedback, ...options }, client);
  useNotifyBars(client, feedback);
  const { labels, reasons } = formTexts(bar ?? { labels: options.labels ?? context.labels });
  const isBlocked = bar?.blocked !== undefined;
  const form = bar && formOf(bar.view, isBlocked);
  // A bar without a rating shows no limits, so it does not render again when they arrive.
  const capabilities =
    React.useSyncExternalStore(
      form ? client.subscribeToCapabilities : subscribeToNothing,
      client.getCapabilities,
      client.getCapabilities,
    ) ?? DEFAULT_CAPABILITIES;
  useBarTimers(bar, bar !== null && (form !== null || bar.view.awaitsNotice || bar.view.notice !== null));
  const model = bar?.model;
  useTrackDetails(model);
  // A controlled client reports the changes itself.
  useReportChange(model, feedback === undefined ? onFeedbackChange : undefined);
  const { latest } = context;
  const ownOnSent = React.useRef(options.onSent);
  React.useEffect(() => {
    ownOnSent.current = options.onSent;
  });
  const actions = React.useMemo(
    () => actionsOf(model, isBlocked, () => ownOnSent.current ?? latest.current.onSent),
    [model, isBlocked, latest],
  );
  const { confirmed, refusal, draft, ratings, delivery, ...shown } = bar?.view ?? EMPTY_SNAPSHOT;
  return {
    feedback: shown.feedback,
    confirmed,
    refusal,
    draft,
    ratings,
    delivery,
    final: bar?.view.final ?? false,
    blocked: bar?.blocked,
    notice: bar?.view.notice ?? null,
    status: bar ? statusAttributes(bar).children : undefined,
    detailsFor: bar?.view.detailsFor ?? null,
    form,
    choices: form ? choicesOf(form, reasons, capabilities, isBlocked) : [],
    problems: form ? feedbackProblems(form, capabilities.limits) : [],
    problemsShown: bar?.view.problemsShown ?? false,
    capabilities,
    limits: capabilities.limits,
    labels,
    ...actions,
  };
}

function actionsOf(
  model: MessageFeedbackModel | undefined,
  isBlocked: boolean,
  latestOnSent: () => OnSent | undefined,
): MessageFeedbackActions {
  function change(changes: Partial<Omit<FeedbackDraft, 'rating'>>): void {
    const form = model && !isBlocked && formOf(model.read(), isBlocked);
    if (form) setDraft(model, { ...form, ...changes });
  }
  function rate(rating: Rating | null): void {
    if (isBlocked) model?.show({ notice: 'blocked' });
    else model?.rate(rating);
  }
  return {
    rate,
    undo: () => rate(null),
    open: () => model && model.read().detailsFor === null && openDetails(model),
    close: () => model && closeDetails(model),
    change,
    toggleReason(value) {
      const form = model && formOf(model.read(), isBlocked);
      if (form) change({ reasons: toggled(form.reasons, value) });
    },
    send() {
      const form = model && !isBlocked && formOf(model.read(), isBlocked);
      if (!form) return false;
      const { limits } = model.client.getCapabilities() ?? DEFAULT_CAPABILITIES;
      const { customReason: _unfinished, ...feedback } = form;
      const isValid = feedbackProblems(feedback, limits).length === 0;
      if (isValid) return send(model, feedback, form.customReason ? form : null, latestOnSent());
      model.show({ problemsShown: true });
      return false;
    },
    retry: () => model && retry(model),
    submit(feedback) {
      if (isBlocked) model?.show({ notice: 'blocked' });
      else if (model) send(model, feedback, null, latestOnSent());
    },
    setDraft: (draft) => model && setDraft(model, draft),
    rootProps: {
      onPointerEnter: ({ currentTarget }) => model?.setIntent(currentTarget, 'pointer', true),
      onPointerLeave: ({ currentTarget }) => model?.setIntent(currentTarget, 'pointer', false),
      onFocus: ({ currentTarget, target }) =>
        model?.setIntent(currentTarget, 'keyboard', target.matches(':focus-visible')),
      onBlur: ({ currentTarget }) => model?.setIntent(currentTarget, 'keyboard', false),
    },
  };
}

const subscribeToNothing = () => () => {};

export interface UseMessageFeedbackOptions
  extends Pick<
    BarProps,
    | 'initialFeedback'
    | 'disabled'
    | 'readOnly'
    | 'reasons'
    | 'labels'
    | 'onSent'
    | 'metadata'
    | 'onFeedbackChange'
  > {
  /**
   * What to show, in controlled mode. A change by the user calls `onFeedbackChange` and is
   * submitted, unless the callback cancels it. A change by you is shown, and not submitted. A new
   * object with the same content only costs a render of the bar.
   */
  readonly feedback?: Feedback | undefined;
}

export interface UseMessageFeedbackResult extends FeedbackSnapshot, MessageFeedbackActions {
  /** Whether the rating can no longer change. */
  readonly final: boolean;
  /** Why the user cannot change the rating, as a text; `undefined` if the user can. */
  readonly blocked: string | undefined;
  /** What to tell the user about the last action; `null` again after the provider's `undoMs`. */
  readonly notice: FeedbackNotice | null;
  /** The sentence about progress, success or failure for your `role="status"`. */
  readonly status: string | undefined;
  /** The rating whose details are open; see `open` and `close`. */
  readonly detailsFor: Rating | null;
  /** The content of the details: unsent text, or what was sent. `null` without a rating. */
  readonly form: FeedbackDraft | null;
  /** The reasons to choose from, and those that the user has chosen. */
  readonly choices: readonly ReasonChoice[];
  /** What keeps the form from being sent; see `send`. */
  readonly problems: readonly FeedbackProblem[];
  /** Whether the user pressed Send and a problem prevented it. */
  readonly problemsShown: boolean;
  /** What the upstream can do: `DEFAULT_CAPABILITIES` until the proxy or the provider gives others. */
  readonly capabilities: Capabilities;
  /** The limits in `capabilities`. */
  readonly limits: FeedbackLimits;
  /** All texts, in the language of your `labels` or of the provider's. */
  readonly labels: FeedbackLabels;
}

export interface MessageFeedbackActions {
  /** Rates or switches; `null` revokes. Opens no details. If the rating cannot change, `notice` says so. */
  rate(rating: Rating | null): void;
  /** Revokes the rating. If it cannot change, `notice` says so. */
  undo(): void;
  /** Opens the details of the current rating: sets `detailsFor`. */
  open(): void;
  /** Closes the details. The text in them stays as a draft. */
  close(): void;
  /** Edits the form. The text survives unmounting and reloads. */
  change(changes: Partial<Omit<FeedbackDraft, 'rating'>>): void;
  /** Chooses or clears a reason, by its `value`. */
  toggleReason(value: string): void;
  /**
   * Sends the form and closes the details. Returns `false` if there are `problems` or no
   * `form`, if the rating cannot change, if you cancel it, or if your `redact` throws.
   */
  send(): boolean;
  /** Sends unsent feedback now, but not before the end of a `Retry-After` of up to 5 minutes. */
  retry(): void;
  /**
   * Sends complete feedback, unchecked, instead of the form. The option `metadata`, if you pass
   * it, replaces the metadata of `feedback`. If the rating cannot change, `notice` says so.
   */
  submit(feedback: Feedback): void;
  /** Replaces the unsent text, or clears it with `null`. */
  setDraft(draft: FeedbackDraft | null): void;
  /** Props for the element around your bar: the notice stays while the user hovers or focuses it. */
  readonly rootProps: Required<
    Pick<React.DOMAttributes<Element>, 'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur'>
  >;
}
