'use client';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { isComposing } from '../form/input-composition.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { renderPart } from '../internals/part-element.ts';
import { keepFocusInView } from './focus-visibility.ts';
import type { SurfaceProps } from './surface-options.ts';
import { useFocusReturn } from './useFocusReturn.ts';
import { usePanelColors } from './usePanelColors.ts';

/**
 * The details in the flow of the page, where they move the content below. Not a dialog: Tab leaves
 * them, and a press elsewhere does not close them.
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
  usePanelColors(element);

  React.useEffect(() => {
    element.current?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const inline = renderPart('div', render, {
    role: 'group',
    // A transcript that is a live region must not announce the form.
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
      model.close();
    }),
  });
  return container ? createPortal(inline, container) : inline;
});

/** Drops the props that place a popover: they have no meaning here and are no attributes. */
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
