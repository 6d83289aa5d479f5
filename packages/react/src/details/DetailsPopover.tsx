'use client';
import * as Popover from '@radix-ui/react-popover';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { closeDetails } from '../bar/details-state.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { isComposing } from '../form/input-composition.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { keepFocusInView } from './focus-visibility.ts';
import type { SurfaceProps } from './surface-options.ts';
import { useFocusReturn } from './useFocusReturn.ts';

/**
 * The details as a non-modal popover at the button that was pressed. Stands in the document where the bar stands, so that
 * it is inside of a host's dialog, takes on its theme, and follows the button in the tab order.
 */
export const DetailsPopover = React.forwardRef(function DetailsPopover(
  { children, container, collisionBoundary, render, ...contentProps }: SurfaceProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { id, model, view } = useMessageFeedbackRootContext('Details');
  const content = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(content, forwardedRef), [forwardedRef]);
  const anchor = useFocusReturn(content);

  const popup = (
    <Popover.Content
      side="top"
      align="start"
      sideOffset={8}
      collisionPadding={8}
      hideWhenDetached
      // Where the transcript is a live region, the form that appears in it is not news.
      aria-live="off"
      aria-labelledby={`${id}title`}
      data-surface="popover"
      {...contentProps}
      {...(collisionBoundary !== undefined && { collisionBoundary })}
      asChild={render !== undefined}
      ref={refs}
      onBlur={(event) => {
        contentProps.onBlur?.(event);
        // Scrolled away with its button it is hidden, and what is hidden has no focus.
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
        // The bar's own buttons decide for themselves what a press on them means.
        if (model.element?.contains(event.detail.originalEvent.target as Node | null)) event.preventDefault();
      }}
      onFocusOutside={(event) => {
        contentProps.onFocusOutside?.(event);
        // An app that moves focus when a message arrives does not close what somebody is writing in.
        event.preventDefault();
      }}
      onCloseAutoFocus={(event) => {
        contentProps.onCloseAutoFocus?.(event);
        // A press outside on something that takes focus keeps it there.
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
        if (!open) closeDetails(model);
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
