'use client';
import * as Popover from '@radix-ui/react-popover';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { isComposing } from '../form/input-composition.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { keepFocusInView } from './focus-visibility.ts';
import type { SurfaceProps } from './surface-options.ts';
import { useFocusReturn } from './useFocusReturn.ts';
import { usePanelColors } from './usePanelColors.ts';

/**
 * The details as a non-modal popover at the pressed button. It is next to the bar in the document,
 * so that it is inside a host's dialog, inherits its theme, and follows the button in the tab
 * order.
 */
export const DetailsPopover = React.forwardRef(function DetailsPopover(
  { children, container, collisionBoundary, render, ...contentProps }: SurfaceProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { id, model, view } = useMessageFeedbackRootContext('Details');
  const content = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(content, forwardedRef), [forwardedRef]);
  const anchor = useFocusReturn(content);
  usePanelColors(content);

  const popup = (
    <Popover.Content
      side="top"
      align="start"
      sideOffset={8}
      collisionPadding={8}
      hideWhenDetached
      // A transcript that is a live region must not announce the form.
      aria-live="off"
      aria-labelledby={`${id}title`}
      data-surface="popover"
      {...contentProps}
      {...(collisionBoundary !== undefined && { collisionBoundary })}
      asChild={render !== undefined}
      ref={refs}
      onBlur={(event) => {
        contentProps.onBlur?.(event);
        // The popover is hidden when its button scrolls away, and a hidden element loses focus.
        if (event.relatedTarget === null && isHidden(content.current)) focusQuietly(anchor.current);
      }}
      onFocus={(event) => {
        contentProps.onFocus?.(event);
        keepFocusInView(event);
      }}
      onEscapeKeyDown={(event) => {
        contentProps.onEscapeKeyDown?.(event);
        if (isComposing(event)) event.preventDefault();
      }}
      onPointerDownOutside={(event) => {
        contentProps.onPointerDownOutside?.(event);
        // The bar's own buttons handle their presses.
        if (model.element?.contains(event.detail.originalEvent.target as Node | null)) event.preventDefault();
      }}
      onFocusOutside={(event) => {
        contentProps.onFocusOutside?.(event);
        // An app that moves focus when a message arrives must not close the form.
        event.preventDefault();
      }}
      onCloseAutoFocus={(event) => {
        contentProps.onCloseAutoFocus?.(event);
        // After a press outside, focus stays on the pressed element if it took focus.
        if (!event.defaultPrevented && isFocusLost()) focusQuietly(anchor.current);
        event.preventDefault();
      }}
    >
      {render === undefined ? children : React.cloneElement(render, undefined, children)}
    </Popover.Content>
  );

  return (
    <Popover.Root
      open={view.detailsFor !== null}
      onOpenChange={(open) => {
        if (!open) model.close();
      }}
    >
      <Popover.Anchor virtualRef={anchor} />
      {container ? createPortal(popup, container) : popup}
    </Popover.Root>
  );
});

function focusQuietly(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

function isFocusLost(): boolean {
  return (document.activeElement ?? document.body) === document.body;
}

function isHidden(element: HTMLElement | null): boolean {
  return element !== null && getComputedStyle(element).visibility === 'hidden';
}
