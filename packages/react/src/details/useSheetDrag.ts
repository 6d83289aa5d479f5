'use client';
import * as React from 'react';
import { closeDetails } from '../bar/bar-actions.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';

/** Pixels. A longer drag closes the sheet. */
const FAR = 96;
/** Pixels per millisecond. A faster drag closes the sheet. */
const FAST = 0.5;
/** Pixels. A shorter drag is an unsteady press, not a flick. */
const SHORT = 24;
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
      const listening = new AbortController();
      const { signal } = listening;
      drag = { from: event.clientY, steps: [], listening };
      // Listens on the document, because a mouse may leave the sheet.
      element.ownerDocument.addEventListener('pointermove', move, { signal });
      element.ownerDocument.addEventListener('pointerup', end, { signal });
      element.ownerDocument.addEventListener('pointercancel', end, { signal });
    }

    function move({ timeStamp, clientY }: PointerEvent) {
      if (element === null || drag === null) return;
      drag.steps.push({ at: timeStamp, y: clientY });
      element.style.translate = `0 ${Math.max(0, clientY - drag.from)}px`;
    }

    function end(event: PointerEvent) {
      if (element === null || drag === null) return;
      const distance = event.clientY - drag.from;
      const isFlick = distance >= SHORT && speedOf(drag, event) >= FAST;
      drag.listening.abort();
      drag = null;
      if (event.type === 'pointerup' && (distance >= FAR || isFlick)) closeDetails(model);
      else element.style.translate = '';
    }

    // Otherwise the browser would scroll the sheet and cancel the touch.
    const keepTouch = (event: TouchEvent) => {
      if (drag !== null) event.preventDefault();
    };

    element.addEventListener('pointerdown', start);
    element.addEventListener('touchmove', keepTouch, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', start);
      element.removeEventListener('touchmove', keepTouch);
      drag?.listening.abort();
    };
  }, [sheet, model, id]);
}

interface Drag {
  /** Where it began. */
  readonly from: number;
  readonly steps: { readonly at: number; readonly y: number }[];
  /** Stops listening to the document. */
  readonly listening: AbortController;
}

/** Whether a press is on the sheet itself or on text, from its upper edge to the end of its title. */
function isHandle(sheet: HTMLElement, { target, clientY }: PointerEvent, id: string): boolean {
  if ((target as Element).closest('button, input, textarea, select, label, a')) return false;
  const title = sheet.querySelector(`[id="${id}title"]`);
  return title !== null && clientY <= title.getBoundingClientRect().bottom;
}

/** The downward speed at the end of the drag, in pixels per millisecond. */
function speedOf({ from, steps }: Drag, { timeStamp, clientY }: PointerEvent): number {
  const first = steps.find(({ at }) => timeStamp - at <= RECENT_MS);
  return first === undefined ? 0 : (clientY - Math.max(first.y, from)) / Math.max(1, timeStamp - first.at);
}
