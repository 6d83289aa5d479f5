'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { parentOf } from '../internals/shadow-tree.ts';

/** Pixels between the bar and the sheet. */
const GAP = 8;

/**
 * Scrolls when a sheet opens or grows, so that the end of the answer and the thumbs are just above
 * it. Below the last answer there is nothing left to scroll to, so the transcript gets a margin for
 * the room that is missing, until the sheet closes.
 */
export function useAnswerInSight(sheet: React.RefObject<HTMLElement | null>): void {
  const { model } = useMessageFeedbackRootContext('Details');
  React.useLayoutEffect(() => {
    const element = sheet.current;
    const bar = model.element;
    if (element === null || bar === null || typeof ResizeObserver === 'undefined') return;
    const { scroller, content } = transcriptAround(bar);
    const { marginBlockEnd } = content.style;

    function reveal(sheet: HTMLElement, bar: Element) {
      // The top of the sheet at its final position, without the animation by which it appears.
      const top = sheet.ownerDocument.documentElement.clientHeight - coveredBy(sheet) - sheet.offsetHeight;
      const hidden = bar.getBoundingClientRect().bottom + GAP - top;
      if (hidden <= 0) return;
      const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
      if (left < hidden) {
        const margin = Number.parseFloat(getComputedStyle(content).marginBlockEnd) || 0;
        content.style.marginBlockEnd = `${margin + hidden - left}px`;
      }
      scroller.scrollBy({ top: hidden, behavior: 'instant' });
    }

    const observer = new ResizeObserver(() => reveal(element, bar));
    observer.observe(element);
    return () => {
      observer.disconnect();
      content.style.marginBlockEnd = marginBlockEnd;
    };
  }, [sheet, model]);
}

/** The height of an on-screen keyboard below the sheet; see `useVisibleHeight`. */
function coveredBy(sheet: HTMLElement): number {
  return Number.parseFloat(sheet.style.getPropertyValue('--message-feedback-covered')) || 0;
}

/** The nearest element that scrolls, or else the page, and what it scrolls. */
function transcriptAround(bar: Element): { scroller: HTMLElement; content: HTMLElement } {
  const page = bar.ownerDocument.scrollingElement ?? bar.ownerDocument.documentElement;
  let [content, scroller] = [bar, parentOf(bar)];
  while (
    scroller !== null &&
    scroller !== page &&
    !/auto|scroll/.test(getComputedStyle(scroller).overflowY)
  ) {
    [content, scroller] = [scroller, parentOf(scroller)];
  }
  return { scroller: (scroller ?? page) as HTMLElement, content: content as HTMLElement };
}
