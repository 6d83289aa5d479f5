'use client';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { composeRefs } from '../internals/composed-refs.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { renderPart } from '../internals/part-element.ts';
import { keepFocusInView } from './focus-visibility.ts';
import type { SurfaceProps } from './surface-options.ts';
import { useDetailsFocus } from './useDetailsFocus.ts';
import { useEscape } from './useEscape.ts';
import { usePanelColors } from './usePanelColors.ts';

/**
 * The details in the flow of the page, where they move the content below. They are not a dialog: a
 * press or Escape elsewhere does not close them.
 */
export const DetailsInline = React.forwardRef(function DetailsInline(
  props: SurfaceProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { container, render, onFocus, onEscapeKeyDown, ...elementProps } = withoutPopoverProps(props);
  const root = useMessageFeedbackRootContext('Details');
  const element = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(element, forwardedRef), [forwardedRef]);
  const { enter } = useDetailsFocus(element);
  useEscape(element, { anywhere: false, onEscapeKeyDown });
  usePanelColors(element);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when they open.
  React.useEffect(() => {
    enter();
    element.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);

  const state = { ...root.state, surface: 'inline' };
  const inline = renderPart('div', render, state as never, {
    role: 'group',
    // A press on its text keeps focus in the form, where Escape closes it.
    tabIndex: -1,
    // A transcript that is a live region must not announce the form.
    'aria-live': 'off',
    'aria-labelledby': `${root.id}title`,
    'data-surface': 'inline',
    ...elementProps,
    ref: refs,
    onFocus: composeEventHandlers(onFocus, keepFocusInView),
  });
  return container ? createPortal(inline, container) : inline;
});

/** Drops the props that place a popover: they have no meaning here and are not attributes. */
function withoutPopoverProps({
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
