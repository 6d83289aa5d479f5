'use client';
import {
  type Capabilities,
  draftFor,
  type FeedbackDraft,
  type FeedbackProblem,
  feedbackProblems,
} from '@message-feedback/core';
import * as React from 'react';
import {
  type MessageFeedbackRootContextValue,
  useMessageFeedbackRootContext,
} from '../message-feedback/MessageFeedbackRootContext.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/** What the parts of the form share; `draft` is `null` while there is no rating to say more about. */
export function useFeedbackForm(part: string): FeedbackForm {
  const root = useMessageFeedbackRootContext(part);
  const { model, view } = root;
  const { limits } = useCapabilities();
  const rating = view.detailsFor ?? view.feedback.rating;
  const draft = rating && draftFor(rating, view.draft, view.feedback);
  const problems = draft === null ? [] : feedbackProblems(draft, limits);

  return {
    root,
    limits,
    draft,
    problems,
    change(changes) {
      if (draft !== null) model.setDraft({ ...draft, ...changes });
    },
    send() {
      if (draft === null) return;
      if (problems.length === 0) {
        model.submit(draft);
      } else {
        model.showProblems();
        document.getElementById(`${root.id}comment`)?.focus();
      }
    },
  };
}

export interface FeedbackForm {
  readonly root: MessageFeedbackRootContextValue;
  readonly limits: Capabilities['limits'];
  readonly draft: FeedbackDraft | null;
  readonly problems: readonly FeedbackProblem[];
  change(changes: Partial<Omit<FeedbackDraft, 'rating'>>): void;
  /** Sends what is in the form, or says what keeps it from being sent and moves focus there. */
  send(): void;
}

/** What the upstream can do. A subscription of its own, so that the rows nobody touched do not render when it is known. */
export function useCapabilities(): Capabilities {
  const { client } = useFeedbackContext();
  return React.useSyncExternalStore(
    client.subscribeToCapabilities,
    client.getCapabilities,
    client.getCapabilities,
  );
}
