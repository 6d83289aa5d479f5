'use client';
import * as React from 'react';
import { closeDetails } from '../bar/bar-actions.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { isComposing } from '../form/input-composition.ts';

/**
 * Lets Escape close the details and nothing else. The next Escape is for the host. It listens on
 * the window, because dialogs listen on the document in the capture phase, and the first listener
 * to receive the key takes it. `anywhere`: wherever focus is, otherwise only in the details and in
 * the bar.
 */
export function useEscape(
  surface: React.RefObject<HTMLElement | null>,
  { anywhere, onEscapeKeyDown }: EscapeOptions,
): void {
  const { model } = useMessageFeedbackRootContext('Details');
  React.useEffect(() => {
    const view = surface.current?.ownerDocument.defaultView;
    if (!view) return;
    function close(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const path = event.composedPath();
      const isInside = surface.current !== null && path.includes(surface.current);
      if (!(anywhere || isInside || (model.element !== null && path.includes(model.element)))) return;
      if (isComposing(event)) {
        // The IME has already handled the key. A dialog around the form must not close.
        if (isInside) event.stopPropagation();
        return;
      }
      onEscapeKeyDown?.(event);
      if (event.defaultPrevented) return;
      take(event);
      swallowUntilReleased(view as Window);
      closeDetails(model);
    }
    view.addEventListener('keydown', close, true);
    return () => view.removeEventListener('keydown', close, true);
  }, [surface, model, anywhere, onEscapeKeyDown]);
}

export interface EscapeOptions {
  readonly anywhere: boolean;
  /** The host's handler; `preventDefault()` keeps the details open. */
  readonly onEscapeKeyDown: ((event: KeyboardEvent) => void) | undefined;
}

/** Keeps the rest of a press from the host: the key that repeats while it is held, and its release. */
function swallowUntilReleased(view: Window): void {
  function swallow(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    if (event.type === 'keyup' || !event.repeat) stop();
    if (event.type === 'keyup' || event.repeat) take(event);
  }
  function stop() {
    view.removeEventListener('keydown', swallow, true);
    view.removeEventListener('keyup', swallow, true);
  }
  view.addEventListener('keydown', swallow, true);
  view.addEventListener('keyup', swallow, true);
}

/** `preventDefault()` keeps a native `<dialog>` open. */
function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
