'use client';
import * as Popover from '@radix-ui/react-popover';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { closeDetails } from '../bar/bar-actions.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackModel } from '../bar/message-feedback-model.ts';
import { isComposing } from '../form/input-composition.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { renderPart, resolve } from '../internals/part-element.ts';
import { containsNode } from '../internals/shadow-tree.ts';
import { isCovered, keepFocusInView, letTabLeave, useTabbing } from './focus-visibility.ts';
import { choosePlace, GAP, type PopoverPlace } from './popover-place.ts';
import type { SurfaceProps } from './surface-options.ts';
import { showWrapperOnTop } from './top-layer.ts';
import { useDetailsFocus } from './useDetailsFocus.ts';
import { useEscape } from './useEscape.ts';
import { usePanelColors } from './usePanelColors.ts';

/**
 * The details as a non-modal popover at the pressed button. Without `container`, it is next to the bar
 * in the document: inside a host's dialog, with the host's theme, and after the button in the tab
 * order.
 */
export const DetailsPopover = React.forwardRef(function DetailsPopover(
  {
    children,
    container,
    collisionBoundary,
    side,
    align,
    sideOffset,
    render,
    className,
    style,
    surface = 'popover',
    onEscapeKeyDown,
    showOnTop = showAround,
    ...contentProps
  }: DetailsPopoverProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const root = useMessageFeedbackRootContext('Details');
  const { id, model, view } = root;
  const content = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(
    () =>
      composeRefs(
        content,
        (element: HTMLElement | null) => {
          if (element !== null) showOnTop(element);
        },
        forwardedRef,
      ),
    [forwardedRef, showOnTop],
  );
  const { button, enter } = useDetailsFocus(content);
  usePanelColors(content);
  useEscape(content, { anywhere: true, onEscapeKeyDown });
  useOneAtATime(model);
  const barPressed = useBarPressed(model);
  const tabbing = useTabbing();
  const place = usePlace(button, model, { collisionBoundary, side });

  const state = { ...root.state, surface } as never;
  const popup = (
    <Popover.Content
      side={place?.side ?? side ?? 'bottom'}
      align={align ?? place?.align ?? 'start'}
      sideOffset={sideOffset ?? GAP}
      collisionPadding={GAP}
      // A test document has no layout, so there everything would count as scrolled away.
      hideWhenDetached={place !== null}
      // A transcript that is a live region must not announce the form.
      aria-live="off"
      aria-labelledby={`${id}title`}
      data-surface={surface}
      {...contentProps}
      {...(collisionBoundary !== undefined && { collisionBoundary })}
      className={resolve(className, state)}
      style={{ ...roomStyle(place), ...resolve(style, state) }}
      asChild={render !== undefined}
      ref={refs}
      onBlur={(event) => {
        contentProps.onBlur?.(event);
        // The popover is hidden when its button scrolls away, and a hidden element loses focus.
        if (event.relatedTarget === null && isHidden(content.current)) focusQuietly(button.current);
      }}
      onFocus={(event) => {
        contentProps.onFocus?.(event);
        keepFocusInView(event);
      }}
      onKeyDown={(event) => {
        contentProps.onKeyDown?.(event);
        letTabLeave(event);
      }}
      onEscapeKeyDown={(event) => {
        // Except while the user composes text, `useEscape` handles Escape before Radix receives it.
        if (isComposing(event)) event.preventDefault();
      }}
      onPointerDownOutside={(event) => {
        contentProps.onPointerDownOutside?.(event);
        // The bar's own buttons handle their presses.
        if (barPressed.current) event.preventDefault();
      }}
      onFocusOutside={(event) => {
        contentProps.onFocusOutside?.(event);
        // An app that moves focus when a message arrives must not close the form. A dialog that
        // the host opens over the form closes it, and so does Tab when it reaches what the form covers.
        const target = event.detail.originalEvent.target as Element;
        const isUnder = tabbing.current && isCovered(target, content.current);
        if (!isUnder && !isInOtherDialog(target, model)) event.preventDefault();
      }}
      onOpenAutoFocus={(event) => {
        contentProps.onOpenAutoFocus?.(event);
        if (!event.defaultPrevented) enter();
        event.preventDefault();
      }}
      onCloseAutoFocus={(event) => {
        contentProps.onCloseAutoFocus?.(event);
        // After a press outside, focus stays on the pressed element if it took focus.
        if (!event.defaultPrevented && isFocusLost()) focusQuietly(button.current);
        event.preventDefault();
      }}
    >
      {render === undefined ? (
        children
      ) : (
        <HostElement render={render} state={state}>
          {children}
        </HostElement>
      )}
    </Popover.Content>
  );

  return (
    <Popover.Root
      open={view.detailsFor !== null}
      onOpenChange={(open) => {
        if (!open) closeDetails(model);
      }}
    >
      <Popover.Anchor virtualRef={React.useMemo(() => ({ current: place?.anchor ?? null }), [place])} />
      {container ? createPortal(popup, container) : popup}
    </Popover.Root>
  );
});

/** The host's element, with the props that Radix gives to its child. */
const HostElement = React.forwardRef(function HostElement(
  { render, state, ...props }: HostElementProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  return renderPart('div', render, state, { ...props, ref: forwardedRef });
});

interface HostElementProps extends Pick<SurfaceProps, 'render' | 'children'> {
  state: never;
}

export interface DetailsPopoverProps extends SurfaceProps {
  /** What the surface is called in the state and in `data-surface`. @default 'popover' */
  surface?: 'popover' | 'sheet';
  /** Brings the surface into the top layer. @default brings its parent there, which Radix positions */
  showOnTop?: (surface: HTMLElement) => void;
}

function showAround({ parentElement }: HTMLElement): void {
  if (parentElement !== null) showWrapperOnTop(parentElement);
}

/** Where the popover opens. It stays there, except for Radix's corrections. `null` without a layout. */
function usePlace(
  button: React.RefObject<HTMLElement>,
  model: MessageFeedbackModel,
  options: Pick<SurfaceProps, 'collisionBoundary' | 'side'>,
): PopoverPlace | null {
  const [place] = React.useState(() =>
    button.current?.getBoundingClientRect().height
      ? choosePlace(button.current, model.element, options)
      : null,
  );
  return place;
}

function roomStyle(place: PopoverPlace | null): React.CSSProperties {
  return place === null || place.maxHeight === null
    ? {}
    : ({ '--message-feedback-room': `${place.maxHeight}px` } as React.CSSProperties);
}

/**
 * Whether the last press was on the bar. Noted at the press, because Radix reports touches late,
 * when the event no longer has its path through a shadow root.
 */
function useBarPressed(model: MessageFeedbackModel): React.RefObject<boolean> {
  const pressed = React.useRef(false);
  React.useEffect(() => {
    const note = (event: PointerEvent) => {
      pressed.current = model.element !== null && event.composedPath().includes(model.element);
    };
    window.addEventListener('pointerdown', note, true);
    return () => window.removeEventListener('pointerdown', note, true);
  }, [model]);
  return pressed;
}

let lastOpened: MessageFeedbackModel | null = null;

/** Closes another bar's popover, which Tab can leave open. Its text stays as a draft. */
function useOneAtATime(model: MessageFeedbackModel): void {
  React.useEffect(() => {
    if (lastOpened !== null && lastOpened !== model) closeDetails(lastOpened);
    lastOpened = model;
    return () => {
      if (lastOpened === model) lastOpened = null;
    };
  }, [model]);
}

function focusQuietly(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

function isFocusLost(): boolean {
  return (document.activeElement ?? document.body) === document.body;
}

function isHidden(element: HTMLElement | null): boolean {
  return element !== null && getComputedStyle(element).visibility === 'hidden';
}

function isInOtherDialog(target: Element, { element }: MessageFeedbackModel): boolean {
  const dialog = target.closest('dialog, [role="dialog"], [role="alertdialog"]');
  return dialog !== null && !(element && containsNode(dialog, element));
}
