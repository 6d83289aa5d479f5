'use client';
import {
  type Capabilities,
  DEFAULT_CAPABILITIES,
  draftFor,
  type FeedbackClient,
  type FeedbackDraft,
  type FeedbackProblem,
  feedbackProblems,
} from '@message-feedback/core';
import * as React from 'react';
import { closeDetails } from '../bar/details-state.ts';
import {
  type MessageFeedbackRootContextValue,
  useMessageFeedbackRootContext,
} from '../bar/MessageFeedbackRootContext.ts';

/** What the parts of the form share; `draft` is `null` while there is no rating to say more about. */
export function useFeedbackForm(part: string): FeedbackForm {
  const root = useMessageFeedbackRootContext(part);
  const { model, view } = root;
  const capabilities = useCapabilities(model.client);
  const { limits } = capabilities;
  const readOnly = root.blocked !== undefined;
  const rating = view.detailsFor ?? view.feedback.rating;
  const draft = rating && draftFor(rating, readOnly ? null : view.draft, view.feedback);
  const problems = draft === null ? [] : feedbackProblems(draft, limits);

  /** With the reason that is being written among the reasons; `null` when it cannot be. */
  function withOwnReason(): FeedbackDraft | null {
    if (draft === null || !draft.ownReason || model.addOwnReason === null) return draft;
    const { ownReason, ...rest } = draft;
    const { reasons, note } = model.addOwnReason(ownReason, draft, root, limits);
    if (reasons === null) {
      model.show({ reasonNote: note });
      focus('own-reason');
      return null;
    }
    const next = { ...rest, reasons };
    model.client.setDraft(model.message, next);
    model.show({ reasonNote: note });
    return next;
  }

  const focus = (field: string) => document.getElementById(`${root.id}${field}`)?.focus();

  return {
    root,
    capabilities,
    limits,
    readOnly,
    draft,
    problems,
    change(changes) {
      if (draft === null || readOnly) return;
      if (!('comment' in changes) && view.reasonNote !== null) model.show({ reasonNote: null });
      model.client.setDraft(model.message, { ...draft, ...changes });
    },
    addOwnReason() {
      withOwnReason();
      focus('own-reason');
    },
    send() {
      const feedback = readOnly ? null : withOwnReason();
      if (feedback === null) return;
      const [problem] = feedbackProblems(feedback, limits);
      if (problem === undefined) {
        model.awaitsNotice = true;
        // A reason that has no field to be seen in stays for the day on which it has.
        model.client.submit(model.message, feedback, feedback.ownReason ? feedback : null);
        closeDetails(model);
        root.track?.('sent', model.message);
        return;
      }
      const { field, code, count = 0, limit = 0 } = problem;
      const { tooManyReasons, reasonTooLong } = root.labels;
      const text = code === 'too_many' ? tooManyReasons(limit) : reasonTooLong(count - limit);
      model.show({ problemsShown: true, reasonNote: field === 'reasons' ? { text, error: true } : null });
      focus(field);
    },
  };
}

export interface FeedbackForm {
  readonly root: MessageFeedbackRootContextValue;
  readonly capabilities: Capabilities;
  readonly limits: Capabilities['limits'];
  /** Whether what was said is shown and can not be changed. */
  readonly readOnly: boolean;
  readonly draft: FeedbackDraft | null;
  readonly problems: readonly FeedbackProblem[];
  change(changes: Partial<Omit<FeedbackDraft, 'rating'>>): void;
  /** Puts the reason that is being written among the reasons, or says why it cannot be there. */
  addOwnReason(): void;
  /** Sends what is in the form, or says what keeps it from being sent and moves focus there. */
  send(): void;
}

/** What the upstream can do. A subscription of its own, so that the rows nobody touched do not render when it is known. */
function useCapabilities(client: FeedbackClient): Capabilities {
  const { subscribeToCapabilities, getCapabilities } = client;
  return (
    React.useSyncExternalStore(subscribeToCapabilities, getCapabilities, getCapabilities) ??
    DEFAULT_CAPABILITIES
  );
}
