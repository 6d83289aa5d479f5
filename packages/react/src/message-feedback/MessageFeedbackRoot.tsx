'use client';
import type { Feedback, MessageRef, Rating } from '@message-feedback/core';
import * as React from 'react';
import { useMessageFeedback } from '../hooks/useMessageFeedback.ts';
import { composeEventHandlers } from '../internals/composeEventHandlers.ts';
import { type PartProps, renderPart } from '../internals/renderPart.ts';
import { useElements } from '../internals/useElements.ts';
import { useFeedbackNotice } from '../internals/useFeedbackNotice.ts';
import { useNearness } from '../internals/useNearness.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import { MessageFeedbackRootContext } from './MessageFeedbackRootContext.ts';

/**
 * Groups the parts that rate one message.
 * Renders a `<div>` element.
 */
export const MessageFeedbackRoot = React.forwardRef(function MessageFeedbackRoot(
  {
    message,
    initialFeedback,
    disabled = false,
    render,
    onPointerEnter,
    onPointerLeave,
    onFocus,
    onBlur,
    ...elementProps
  }: MessageFeedbackRootProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { labels, reasons, undoMs } = useFeedbackContext();
  const feedback = useMessageFeedback(message, { initialFeedback });
  const { rating } = feedback.feedback;
  const final = feedback.saved?.final ?? false;

  const [intended, setIntended] = React.useState(false);
  const [pressedHere, setPressedHere] = React.useState(false);
  const [detailsFor, setDetailsFor] = React.useState<Rating | null>(null);
  const [problemsShown, setProblemsShown] = React.useState(false);
  const near = useNearness(pressedHere);
  const elements = useElements();
  const { notice, dismiss } = useFeedbackNotice(feedback, {
    pressedHere,
    paused: near.paused || detailsFor !== null,
    durationMs: undoMs,
  });

  if (message === null) return null;

  function press(pressed: Rating): void {
    if (disabled || final) return;
    const next = pressed === rating ? null : pressed;
    setPressedHere(true);
    feedback.rate(next);
    // Dislikes always have something to tell; likes where the host asks for it.
    setDetailsFor(next === 'dislike' || (next === 'like' && reasons.like.length > 0) ? next : null);
  }

  const context = {
    ...feedback,
    submit(wish: Feedback) {
      setPressedHere(true);
      feedback.submit(wish);
    },
    message,
    labels,
    reasons,
    undoMs,
    disabled,
    notice,
    intended,
    detailsFor: rating === detailsFor ? detailsFor : null,
    intend: () => setIntended(true),
    press,
    openDetails: () => setDetailsFor(rating),
    closeDetails() {
      setDetailsFor(null);
      setProblemsShown(false);
    },
    dismissNotice: dismiss,
    problemsShown,
    showProblems: () => setProblemsShown(true),
    ...elements,
  };

  return (
    <MessageFeedbackRootContext.Provider value={context}>
      {renderPart('div', render, {
        role: 'group',
        'aria-label': labels.group,
        'data-rating': rating ?? undefined,
        'data-delivery': feedback.delivery === 'settled' ? undefined : feedback.delivery,
        'data-final': final ? '' : undefined,
        'data-disabled': disabled ? '' : undefined,
        ...elementProps,
        ref: forwardedRef,
        onPointerEnter: composeEventHandlers(onPointerEnter, () => {
          setIntended(true);
          near.mark('pointer', true);
        }),
        onPointerLeave: composeEventHandlers(onPointerLeave, () => near.mark('pointer', false)),
        onFocus: composeEventHandlers(onFocus, (event) => {
          setIntended(true);
          // Focus that a mouse press left behind does not hold the thank-you for ever.
          near.mark('focus', event.target.matches(':focus-visible'));
        }),
        onBlur: composeEventHandlers(onBlur, () => near.mark('focus', false)),
      })}
    </MessageFeedbackRootContext.Provider>
  );
});

export interface MessageFeedbackRootState {
  /**
   * What the person said.
   * @selector [data-rating="like"], [data-rating="dislike"]
   */
  rating: Rating | null;
  /**
   * Whether there is something that the proxy has not confirmed, and for how long.
   * @selector [data-delivery]
   */
  unsent: boolean;
  /**
   * Whether the upstream has it for good.
   * @selector [data-final]
   */
  final: boolean;
  /**
   * Whether the message cannot be rated now.
   * @selector [data-disabled]
   */
  disabled: boolean;
}

export interface MessageFeedbackRootProps extends PartProps, React.ComponentPropsWithoutRef<'div'> {
  /** The message to rate. With `null`, for one that cannot be rated, nothing is rendered. */
  message: MessageRef | null;
  /** What the host knows of this message from its own data, shown from the first paint until something newer is known. */
  initialFeedback?: Feedback;
  /** Keeps the buttons in place and in the tab order, but they do nothing. @default false */
  disabled?: boolean;
}
