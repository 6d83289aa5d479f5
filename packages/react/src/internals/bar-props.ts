import type { Rating } from '@message-feedback/core';
import type * as React from 'react';
import type { BarLabels } from '../locales/labels.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import type { MessageFeedbackModel, MessageFeedbackView } from './MessageFeedbackModel.ts';

/** As much of a bar as its first elements need. */
export interface Bar extends Pick<FeedbackContextValue, 'labels' | 'reasons'> {
  readonly model: MessageFeedbackModel;
  readonly view: MessageFeedbackView;
  readonly disabled: boolean;
}

/** Attributes of the element around the buttons. */
export function groupAttributes({ view, labels, disabled }: Bar) {
  return {
    role: 'group',
    'aria-label': labels.group,
    'data-rating': view.feedback.rating ?? undefined,
    'data-delivery': view.delivery === 'settled' ? undefined : view.delivery,
    'data-final': view.final ? '' : undefined,
    'data-disabled': disabled ? '' : undefined,
  };
}

/** How the element around the buttons learns that the person is near. */
export function groupHandlers(model: MessageFeedbackModel) {
  return {
    onPointerEnter: (event: React.PointerEvent) => model.near(event.currentTarget, 'pointer'),
    onPointerLeave: () => model.away('pointer'),
    onFocus: (event: React.FocusEvent) =>
      // Focus that a mouse press leaves behind does not hold the thank-you for ever.
      model.near(event.currentTarget, 'focus', event.target.matches(':focus-visible')),
    onBlur: () => model.away('focus'),
  };
}

/** Attributes of a rating's button. */
export function ratingAttributes({ view, labels, disabled }: Bar, rating: Rating) {
  const { final } = view;
  const label = labels.rating[rating];
  const pressed = view.feedback.rating === rating;
  return {
    type: 'button' as const,
    'aria-label': label,
    'aria-pressed': pressed,
    // A disabled button drops keyboard focus, so it stays enabled and says that it does nothing.
    'aria-disabled': disabled || final || undefined,
    title: final ? labels.final : label,
    'data-rating': rating,
    'data-pressed': pressed ? '' : undefined,
  };
}

/** What a press of a rating's button does. */
export function pressHandler(bar: Bar, rating: Rating) {
  return (event: React.MouseEvent) => {
    if (bar.disabled) return;
    bar.model.press(rating, event.currentTarget, (next) => offersDetails(bar, next));
  };
}

/** Dislikes always have something to tell; likes where the host asks for it. */
export function offersDetails({ labels, reasons }: Pick<Bar, 'labels' | 'reasons'>, rating: Rating): boolean {
  return rating === 'dislike' || (reasons.like ?? labels.reasons?.like ?? []).length > 0;
}

/** Attributes of the status, its one sentence included; there is none while there is nothing to say. */
export function statusAttributes({ view, labels }: Bar) {
  return {
    role: 'status',
    'data-tone': view.refusal !== null ? 'error' : undefined,
    children: statusText(view, labels),
  };
}

function statusText(view: MessageFeedbackView, labels: BarLabels): string | undefined {
  switch (view.delivery) {
    case 'slow':
      return labels.saving;
    case 'delayed':
      return labels.delayed;
    case 'held':
      return labels.held;
    default:
      if (view.refusal !== null) {
        return view.final ? labels.final : (labels.refused[view.refusal.code] ?? labels.refused.other);
      }
      if (view.notice === 'taken_back') return labels.takenBack;
      if (view.notice === 'saved') return view.final ? `${labels.saved} ${labels.final}` : labels.saved;
      if (view.notice === 'final') return labels.final;
      return undefined;
  }
}
