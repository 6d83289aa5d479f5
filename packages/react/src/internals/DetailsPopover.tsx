'use client';
import * as Popover from '@radix-ui/react-popover';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../message-feedback/MessageFeedbackRootContext.ts';
import { composeRefs } from './composeRefs.ts';
import { isComposing } from './isComposing.ts';

/**
 * The details as a non-modal popover at the button that was pressed. Stands in the document where the bar stands, so that
 * it is inside of a host's dialog, takes on its theme, and follows the button in the tab order.
 */
export const DetailsPopover = React.forwardRef(function DetailsPopover(
  { children, container, ...contentProps }: DetailsPopoverProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { id, model, view } = useMessageFeedbackRootContext('Details');
  const content = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(content, forwardedRef), [forwardedRef]);
  const anchor = React.useRef<HTMLElement | null>(null);
  anchor.current = model.buttonOf(view.detailsFor) ?? anchor.current;
  useFocusReturn(content, anchor);

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
      {...contentProps}
      ref={refs}
      onEscapeKeyDown={(event) => {
        contentProps.onEscapeKeyDown?.(event);
        if (isComposing(event)) event.preventDefault();
      }}
      onPointerDownOutside={(event) => {
        contentProps.onPointerDownOutside?.(event);
        // The bar's own buttons decide for themselves what a press on them means.
        if (model.contains(event.detail.originalEvent.target as Node | null)) event.preventDefault();
      }}
      onFocusOutside={(event) => {
        contentProps.onFocusOutside?.(event);
        // An app that moves focus when a message arrives does not close what somebody is writing in.
        event.preventDefault();
      }}
      onCloseAutoFocus={(event) => {
        contentProps.onCloseAutoFocus?.(event);
        // A press outside on something that takes focus keeps it there.
        if (!event.defaultPrevented && isFocusLost()) anchor.current?.focus({ preventScroll: true });
        event.preventDefault();
      }}
    >
      {children}
    </Popover.Content>
  );

  return (
    <Popover.Root
      open={view.detailsFor !== null}
      onOpenChange={(open) => {
        if (!open) model.closeDetails();
      }}
    >
      <Popover.Anchor virtualRef={anchor as React.RefObject<HTMLElement>} />
      {container === undefined ? popup : <Popover.Portal container={container}>{popup}</Popover.Portal>}
    </Popover.Root>
  );
});

export interface DetailsPopoverProps extends React.ComponentPropsWithoutRef<typeof Popover.Content> {
  /** Renders the surface at the end of this element instead of in its place, where the bar's surroundings clip it. */
  container?: HTMLElement | null;
}

/** Moves focus out before the surface leaves the document, so that it never falls to the page in between. */
function useFocusReturn(
  content: React.RefObject<HTMLElement | null>,
  anchor: React.RefObject<HTMLElement | null>,
): void {
  React.useLayoutEffect(() => {
    const surface = content.current;
    return () => {
      if (surface?.contains(document.activeElement)) anchor.current?.focus({ preventScroll: true });
    };
  }, [content, anchor]);
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
