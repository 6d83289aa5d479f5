'use client';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { closeDetails } from '../bar/details-state.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { isComposing } from '../form/input-composition.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { renderPart } from '../internals/part-element.ts';
import { keepFocusInView } from './focus-visibility.ts';
import type { SurfaceProps } from './surface-options.ts';
import { useFocusReturn } from './useFocusReturn.ts';

/**
 * The details in the flow of the page, pushing on what follows. A part of the page and no dialog: Tab leaves it, and a press
 * elsewhere does not close it.
 */
export const DetailsInline = React.forwardRef(function DetailsInline(
  props: SurfaceProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { container, render, onFocus, onKeyDown, onEscapeKeyDown, ...elementProps } = withoutPlacement(props);
  const { id, model } = useMessageFeedbackRootContext('Details');
  const element = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(element, forwardedRef), [forwardedRef]);
  useFocusReturn(element);

  React.useEffect(() => {
    element.current?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const inline = renderPart('div', render, {
    role: 'group',
    // Where the transcript is a live region, the form that appears in it is not news.
    'aria-live': 'off',
    'aria-labelledby': `${id}title`,
    'data-surface': 'inline',
    ...elementProps,
    ref: refs,
    onFocus: composeEventHandlers(onFocus, keepFocusInView),
    onKeyDown: composeEventHandlers(onKeyDown, (event) => {
      if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
      onEscapeKeyDown?.(event.nativeEvent);
      if (event.nativeEvent.defaultPrevented) return;
      event.preventDefault();
      closeDetails(model);
    }),
  });
  return container ? createPortal(inline, container) : inline;
});

/** What is said about a popover's place means nothing here, and nothing to an element. */
function withoutPlacement({
  side,
  sideOffset,
  align,
  alignOffset,
  avoidCollisions,
  collisionBoundary,
  collisionPadding,
  arrowPadding,
  sticky,
  hideWhenDetached,
  updatePositionStrategy,
  onOpenAutoFocus,
  onCloseAutoFocus,
  onPointerDownOutside,
  onFocusOutside,
  onInteractOutside,
  ...rest
}: SurfaceProps) {
  return rest;
}
