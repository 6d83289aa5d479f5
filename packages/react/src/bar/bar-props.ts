import type { Rating } from '@message-feedback/core';
import type * as React from 'react';
import type { Bar } from './useBar.ts';

/** Props of the element around the buttons: attributes, the host's props, and intent handlers. */
export function groupProps(
  { model, view, labels, disabled, readOnly }: Bar,
  theirs: Pick<React.HTMLAttributes<HTMLDivElement>, IntentHandler | 'aria-label'>,
) {
  return {
    role: 'group',
    // A transcript that is a live region must not announce the buttons. The status announces itself.
    'aria-live': 'off' as const,
    lang: labels.locale,
    'data-rating': view.feedback.rating,
    'data-delivery': view.delivery === 'settled' ? undefined : view.delivery,
    'data-final': view.final ? '' : undefined,
    'data-disabled': disabled ? '' : undefined,
    'data-readonly': readOnly ? '' : undefined,
    ...theirs,
    'aria-label': theirs['aria-label'] ?? labels.group,
    // Spelled out, because a helper that composes handlers would double the closures of every bar.
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
      // Focus that stays behind after a mouse press must not keep the thank-you on screen.
      if (!event.defaultPrevented)
        model.setIntent(event.currentTarget, 'keyboard', event.target.matches(':focus-visible'));
    },
    onBlur(event: React.FocusEvent<HTMLDivElement>) {
      theirs.onBlur?.(event);
      if (!event.defaultPrevented) model.setIntent(event.currentTarget, 'keyboard', false);
    },
  };
}

type IntentHandler = 'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur';

/** Attributes of a rating's button. */
export function ratingAttributes({ view, labels, blocked }: Bar, rating: Rating) {
  const pressed = view.feedback.rating === rating;
  return {
    type: 'button' as const,
    'aria-label': labels.rating[rating],
    'aria-pressed': pressed,
    // A disabled button drops keyboard focus, so this one stays enabled and is announced as
    // disabled.
    'aria-disabled': blocked !== undefined || undefined,
    // A screen reader would read the name twice if it were the title as well.
    title: blocked,
    'data-rating': rating,
    'data-pressed': pressed ? '' : undefined,
  };
}

/** Handles a press of a rating's button. */
export function pressHandler(bar: Bar, rating: Rating) {
  return (event: React.MouseEvent) => {
    // The second click of a double click is not a second press. A script never double-clicks.
    if (event.detail > 1 && event.isTrusted) return;
    const opens = (bar.openOnRate ?? bar.surface !== 'inline') && offersDetails(bar, rating);
    bar.model.press(rating, event.currentTarget, bar.blocked, opens);
  };
}

/** Unless the host decides, a dislike offers details, and a like only if there are reasons for it. */
export function offersDetails(
  { details, getReasons }: Pick<Bar, 'details' | 'getReasons'>,
  rating: Rating,
): boolean {
  return details ?? (rating === 'dislike' || !!getReasons().find((options) => options?.like)?.like?.length);
}

/** Attributes and text of the status; the text is `undefined` while the status is empty. */
export function statusAttributes(bar: Bar) {
  return {
    role: 'status',
    'data-tone': bar.view.refusal !== null ? ('error' as const) : undefined,
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
      if (view.refusal) {
        return view.final ? blocked : (labels.refused[view.refusal.code] ?? labels.refused.other);
      }
      if (view.notice === 'undone') return labels.undone;
      if (view.notice === 'confirmed') return blocked ? `${labels.saved} ${blocked}` : labels.saved;
      if (view.notice === 'blocked') return blocked;
      return undefined;
  }
}
