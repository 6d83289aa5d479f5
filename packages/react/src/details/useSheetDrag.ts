'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';

/** A longer drag closes the sheet, in pixels. */
const FAR = 96;
/** A faster one closes it however short it is, in pixels per millisecond. */
const FAST = 0.5;
/** The time over which the speed is measured, in milliseconds. */
const RECENT_MS = 100;

/** Lets the user drag a sheet down by its handle or its title, which closes it. */
export function useSheetDrag(sheet: React.RefObject<HTMLElement | null>): void {
  const { id, model } = useMessageFeedbackRootContext('Details');
  React.useEffect(() => {
    const element = sheet.current;
    if (element === null) return;
    let drag: Drag | null = null;

    function start(event: PointerEvent) {
      if (element === null || !event.isPrimary || event.button !== 0 || !isHandle(element, event, id)) return;
      drag = { from: event.clientY, steps: [] };
      listen(element.ownerDocument.addEventListener);
    }

    function move({ timeStamp, clientY }: PointerEvent) {
      if (element === null || drag === null) return;
      drag.steps.push({ at: timeStamp, y: clientY });
      element.style.translate = `0 ${Math.max(0, clientY - drag.from)}px`;
    }

    function end(event: PointerEvent) {
      if (element === null || drag === null) return;
      const closes =
        event.type === 'pointerup' && (event.clientY - drag.from >= FAR || speedOf(drag, event) >= FAST);
      drag = null;
      listen(element.ownerDocument.removeEventListener);
      if (closes) model.close();
      else element.style.translate = '';
    }

    /** On the document, because a mouse may leave the sheet. */
    function listen(change: Document['addEventListener'] | Document['removeEventListener']) {
      for (const [type, listener] of [
        ['pointermove', move],
        ['pointerup', end],
        ['pointercancel', end],
      ] as const) {
        change.call(element?.ownerDocument, type, listener as EventListener);
      }
    }

    // Otherwise the browser would scroll the sheet and take the touch away.
    const keepTouch = (event: TouchEvent) => {
      if (drag !== null) event.preventDefault();
    };

    element.addEventListener('pointerdown', start);
    element.addEventListener('touchmove', keepTouch, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', start);
      element.removeEventListener('touchmove', keepTouch);
      listen(element.ownerDocument.removeEventListener);
    };
  }, [sheet, model, id]);
}

interface Drag {
  /** Where it began. */
  readonly from: number;
  readonly steps: { readonly at: number; readonly y: number }[];
}

/** Whether a press is on the sheet itself or on text, from its upper edge to the end of its title. */
function isHandle(sheet: HTMLElement, { target, clientY }: PointerEvent, id: string): boolean {
  if ((target as Element).closest('button, input, textarea, select, label, a')) return false;
  const title = sheet.querySelector(`[id="${id}title"]`);
  return title !== null && clientY <= title.getBoundingClientRect().bottom;
}

/** In pixels per millisecond, downwards, at the end of the drag. */
function speedOf({ from, steps }: Drag, { timeStamp, clientY }: PointerEvent): number {
  const first = steps.find(({ at }) => timeStamp - at <= RECENT_MS);
  return first === undefined ? 0 : (clientY - Math.max(first.y, from)) / Math.max(1, timeStamp - first.at);
}
