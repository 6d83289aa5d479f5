'use client';
import {
  type Capabilities,
  DEFAULT_CAPABILITIES,
  type FeedbackClient,
  type FeedbackDraft,
  type FeedbackProblem,
  feedbackProblems,
} from '@message-feedback/core';
import * as React from 'react';
import { send, setDraft } from '../bar/bar-actions.ts';
import {
  type MessageFeedbackRootContextValue,
  useMessageFeedbackRootContext,
} from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackModel } from '../bar/message-feedback-model.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { AddCustomReason } from './custom-reason.ts';
import { formOf } from './form-content.ts';

/** The state and the actions that the parts of the form share. */
export function useFeedbackForm(part: string): FeedbackForm {
  const root = useMessageFeedbackRootContext(part);
  const { latest: provider } = useFeedbackContext();
  const { model, view } = root;
  const capabilities = useCapabilities(model.client);
  const { limits } = capabilities;
  const readOnly = root.blocked !== undefined;
  const draft = formOf(view, readOnly);
  const problems = draft === null ? [] : feedbackProblems(draft, limits);

  /** The draft, with the text of the custom-reason field added; `null` if it cannot be added. */
  function withCustomReason(): FeedbackDraft | null {
    const addReason = customReasonAdders.get(model);
    if (draft === null || !draft.customReason || addReason === undefined) return draft;
    const { customReason, ...rest } = draft;
    const { reasons, note } = addReason(customReason, draft, root, limits);
    if (reasons === null) {
      model.show({ reasonNote: note });
      focus('reason-input');
      return null;
    }
    const next = { ...rest, reasons };
    setDraft(model, next);
    model.show({ reasonNote: note });
    return next;
  }

  function find(name: string): HTMLElement | null {
    const id = root.id + name;
    // The document finds no elements in shadow roots, and details in a `container` may be elsewhere.
    const tree = model.element?.getRootNode() as Partial<Document> | undefined;
    return tree?.getElementById?.(id) ?? document.getElementById(id);
  }

  const focus = (field: string) => find(field)?.focus();

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
      if (view.problemAnnounced) model.show({ problemAnnounced: false });
      setDraft(model, { ...draft, ...changes });
    },
    addCustomReason() {
      withCustomReason();
      focus('reason-input');
    },
    focusComment: () => focus('comment'),
    send() {
      const feedback = readOnly ? null : withCustomReason();
      if (feedback === null) return;
      const [problem] = feedbackProblems(feedback, limits);
      if (problem === undefined) {
        // Without a mounted field for it, the text of an unfinished reason stays in the draft.
        const onSent = root.onSent ?? provider.current.onSent;
        send(model, feedback, feedback.customReason ? feedback : null, onSent);
        return;
      }
      const { field } = problem;
      const { tooManyReasons, reasonTooLong } = root.labels;
      // Only `too_many` and `too_long` have both.
      const { count, limit } = { count: 0, limit: 0, ...problem };
      const text = problem.code === 'too_many' ? tooManyReasons(limit) : reasonTooLong(count - limit);
      // Focus that moves to the field announces the problem, as its description.
      const problemAnnounced = find('comment')?.matches(':focus') ?? false;
      const reasonNote = field === 'reasons' ? { text, error: true } : null;
      model.show({ problemsShown: true, problemAnnounced, reasonNote });
      focus(field);
      // React renders the error first. It may be below the row with Send.
      queueMicrotask(() => find('comment-error')?.scrollIntoView({ block: 'nearest' }));
    },
  };
}

export interface FeedbackForm {
  readonly root: MessageFeedbackRootContextValue;
  readonly capabilities: Capabilities;
  readonly limits: Capabilities['limits'];
  /** Whether the form shows feedback that the user cannot change. */
  readonly readOnly: boolean;
  /** The form's content; `null` without a rating. */
  readonly draft: FeedbackDraft | null;
  readonly problems: readonly FeedbackProblem[];
  change(changes: Partial<Omit<FeedbackDraft, 'rating'>>): void;
  /** Adds the reason in the text field, or shows why that is not possible. */
  addCustomReason(): void;
  focusComment(): void;
  /** Sends the form, or shows the first problem and moves focus to it. */
  send(): void;
}

/** The bars with a text field for a reason. Other bars do not load the code that adds one. */
const customReasonAdders = new WeakMap<MessageFeedbackModel, AddCustomReason>();

/** Lets the form add the reason in a text field, while that field is mounted. */
export function useCustomReasonAdder(model: MessageFeedbackModel, addCustomReason: AddCustomReason): void {
  React.useEffect(() => {
    customReasonAdders.set(model, addCustomReason);
    return () => {
      customReasonAdders.delete(model);
    };
  }, [model, addCustomReason]);
}

/** The capabilities. A separate subscription, so that untouched bars do not render for it. */
function useCapabilities(client: FeedbackClient): Capabilities {
  const { subscribeToCapabilities, getCapabilities } = client;
  return (
    React.useSyncExternalStore(subscribeToCapabilities, getCapabilities, getCapabilities) ??
    DEFAULT_CAPABILITIES
  );
}
