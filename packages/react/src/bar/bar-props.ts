import type { Feedback, Rating } from '@message-feedback/core';
import type * as React from 'react';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import type { MessageFeedbackModel, MessageFeedbackView } from './message-feedback-model.ts';

/** As much of a bar as its first elements need. */
export interface Bar extends Pick<FeedbackContextValue, 'labels' | 'reasons' | 'track'> {
  readonly model: MessageFeedbackModel;
  readonly view: MessageFeedbackView;
  /** Why nothing can be changed, in words; `undefined` where the user may rate. */
  readonly blocked: string | undefined;
  readonly surface: DetailsSurface | undefined;
}

/** What a host says about a bar's use. */
export interface BarOptions {
  /**
   * Keeps the buttons in place and in the tab order, but they do nothing. A text says why: it is what the user reads who
   * presses them all the same. @default false
   */
  disabled?: boolean | string | undefined;
  /**
   * Shows what was said, reasons and comment included, and lets nobody change it. A text says why. @default false
   */
  readOnly?: boolean | string | undefined;
  /**
   * Where the details open. `popover`: at the button that was pressed. `sheet`: from the bottom of the screen, above an
   * on-screen keyboard. `auto`: a sheet on small screens, else a popover. `inline`: in the flow of the page, where they push on
   * what follows; so they open when the user asks for them, and not by rating.
   * @default 'auto'
   */
  surface?: DetailsSurface | undefined;
  /** Tells of other feedback than was shown before, for a host that keeps its own. */
  onFeedbackChange?: OnFeedbackChange | undefined;
}

/**
 * `submitted`: the user rated on this page. `read`: from the server, or submitted in another tab. `refused`: what they said was not
 * taken, and this is what the server has.
 */
export interface FeedbackChangeDetails {
  readonly reason: 'submitted' | 'read' | 'refused';
}

export type OnFeedbackChange = (feedback: Feedback, details: FeedbackChangeDetails) => void;

export type DetailsSurface = 'popover' | 'inline' | 'sheet' | 'auto';

export function createBar(
  { labels, reasons, track }: Pick<Bar, 'labels' | 'reasons' | 'track'>,
  { model, view }: Pick<Bar, 'model' | 'view'>,
  { disabled, readOnly, surface }: BarOptions,
): Bar {
  const reason = disabled || readOnly;
  const text = disabled || view.feedback.rating === null ? labels.notRatable : labels.final;
  const blocked = reason ? (reason === true ? text : reason) : view.final ? labels.final : undefined;
  return { model, view, labels, reasons, track, blocked, surface };
}

/** Everything on the element around the buttons: its attributes, theirs, and how it learns that the user is near. */
export function groupProps(
  { model, view, labels }: Bar,
  { disabled, readOnly }: BarOptions,
  theirs: React.HTMLAttributes<HTMLDivElement>,
) {
  return {
    role: 'group',
    'aria-label': labels.group,
    'data-rating': view.feedback.rating ?? undefined,
    'data-delivery': view.delivery === 'settled' ? undefined : view.delivery,
    'data-final': view.final ? '' : undefined,
    'data-disabled': disabled ? '' : undefined,
    'data-readonly': readOnly ? '' : undefined,
    ...theirs,
    // Spelled out, as a helper that composes them would double the closures of every row.
    onPointerEnter(event: React.PointerEvent<HTMLDivElement>) {
      theirs.onPointerEnter?.(event);
      if (!event.defaultPrevented) model.setIntent(event.currentTarget, 'pointer', true);
    },
    onPointerLeave(event: React.PointerEvent<HTMLDivElement>) {
      theirs.onPointerLeave?.(event);
      if (!event.defaultPrevented) model.setIntent(event.currentTarget, 'pointer', false);
    },
    onFocus(event: React.FocusEvent<HTMLDivElement>) {
      theirs.onFocus?.(event);
      // Focus that a mouse press leaves behind does not hold the thank-you for ever.
      const visible = event.target.matches(':focus-visible');
      if (!event.defaultPrevented) model.setIntent(event.currentTarget, 'focus', visible);
    },
    onBlur(event: React.FocusEvent<HTMLDivElement>) {
      theirs.onBlur?.(event);
      if (!event.defaultPrevented) model.setIntent(event.currentTarget, 'focus', false);
    },
  };
}

/** Attributes of a rating's button. */
export function ratingAttributes({ view, labels, blocked }: Bar, rating: Rating) {
  const label = labels.rating[rating];
  const pressed = view.feedback.rating === rating;
  return {
    type: 'button' as const,
    'aria-label': label,
    'aria-pressed': pressed,
    // A disabled button drops keyboard focus, so it stays enabled and says that it does nothing.
    'aria-disabled': blocked !== undefined || undefined,
    title: blocked ?? label,
    'data-rating': rating,
    'data-pressed': pressed ? '' : undefined,
  };
}

/** What a press of a rating's button does. */
export function pressHandler(bar: Bar, rating: Rating) {
  return (event: React.MouseEvent) => {
    const offers = (next: Rating) => bar.surface !== 'inline' && offersDetails(bar, next);
    const { model, view, blocked } = bar;
    const before = view.feedback.rating;
    model.press(rating, event.currentTarget, offers, blocked !== undefined);
    if (blocked === undefined) {
      bar.track?.(before === null ? 'rated' : before === rating ? 'undone' : 'switched', model.message);
    }
  };
}

/** Dislikes always have something to tell; likes where the host asks for it. */
export function offersDetails({ labels, reasons }: Pick<Bar, 'labels' | 'reasons'>, rating: Rating): boolean {
  return rating === 'dislike' || (reasons.like ?? labels.reasons?.like ?? []).length > 0;
}

/** Attributes of the status, its one sentence included; there is none while there is nothing to say. */
export function statusAttributes(bar: Bar) {
  return {
    role: 'status',
    'data-tone': bar.view.refusal !== null ? 'error' : undefined,
    children: statusText(bar),
  };
}

function statusText({ view, labels, blocked }: Bar): string | undefined {
  switch (view.delivery) {
    case 'slow':
      return labels.saving;
    case 'delayed':
      return labels.delayed;
    case 'held':
      return labels.held;
    default:
      if (view.refusal !== null) {
        return view.final ? blocked : (labels.refused[view.refusal.code] ?? labels.refused.other);
      }
      if (view.notice === 'undone') return labels.undone;
      if (view.notice === 'confirmed') return blocked ? `${labels.saved} ${blocked}` : labels.saved;
      if (view.notice === 'blocked') return blocked;
      return undefined;
  }
}
