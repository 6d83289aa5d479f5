'use client';
import * as React from 'react';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { MessageFeedbackModel } from './message-feedback-model.ts';
import type { Bar } from './useBar.ts';

/** Several quick presses get one notice together: it waits for a pause of this length. */
const QUIET_MS = 600;

/** Long enough to read the thank-you twice. */
const UNDO_MS = 10_000;

/** How long open details renew the undo window: a forgotten form must not block delivery. */
const RENEW_FOR_MS = 15 * 60_000;
/** Timers have 32 bits: a longer delay fires at once. The timer then starts again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/**
 * How long before its end an undo window is renewed: enough for a slow request, and for two clocks
 * that differ by a few seconds.
 */
const RENEW_BEFORE_MS = 4_000;
/** A short undo window is renewed halfway through, but at most this often. */
const RENEW_AT_MOST_EVERY_MS = 500;

/** Runs the timers of a bar that the user rated or showed intent on. */
export function useBarTimers(bar: Bar | null, needed: boolean): void {
  const { model, blocked } = bar ?? {};
  const { undoMs = UNDO_MS } = useFeedbackContext();
  const mayChange = blocked === undefined;
  React.useEffect(
    () => (model && needed ? startBarTimers(model, { mayChange, undoMs }) : undefined),
    [model, needed, mayChange, undoMs],
  );
}

/**
 * Shows the thank-you and ends it, and marks the rating as final at the end of the undo window.
 * @returns a function that stops the timers
 */
export function startBarTimers(
  model: MessageFeedbackModel,
  { mayChange, undoMs }: { mayChange: boolean; undoMs: number },
): () => void {
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;
  let undoTimer: ReturnType<typeof setTimeout> | undefined;
  /** When the details opened, in milliseconds since 1970. */
  let openSince: number | null = null;
  /** The undo window to renew, and when. Set once per window: keystrokes must not postpone it. */
  let renewal: { readonly undoUntil: string; readonly at: number } | null = null;

  function follow(): void {
    followNotice();
    followUndo();
  }

  /** Shows the notice once the last press is saved, and removes it after its time. */
  function followNotice(): void {
    clearTimeout(noticeTimer);
    const { awaitsNotice, delivery, notice, detailsFor } = model.read();
    if (awaitsNotice) {
      if (delivery === 'settled') noticeTimer = setTimeout(() => model.showNotice(), QUIET_MS);
    } else if (
      notice !== null &&
      !(model.attention?.pointer || model.attention?.keyboard) &&
      detailsFor === null
    ) {
      // The time starts again whenever the user leaves the bar.
      noticeTimer = setTimeout(() => model.show({ notice: null }), Math.min(undoMs, LONGEST_TIMER_MS));
    }
  }

  /**
   * For upstreams that cannot revoke: at the end of the undo window the bar becomes final, and a user
   * who has touched the bar sees why. Open details renew the window, or the user's text would come too late.
   */
  function followUndo(): void {
    clearTimeout(undoTimer);
    const { confirmed, final, hasIntent, detailsFor } = model.read();
    const now = Date.now();
    openSince = detailsFor === null ? null : (openSince ?? now);
    if (final || confirmed === null || confirmed.undoUntil === null) return;
    const left = Math.min(Date.parse(confirmed.undoUntil) - model.client.getTime(), LONGEST_TIMER_MS);
    if (mayChange && openSince !== null && now - openSince < RENEW_FOR_MS) {
      if (renewal?.undoUntil !== confirmed.undoUntil)
        renewIn(Math.max(left - RENEW_BEFORE_MS, left / 2), confirmed.undoUntil);
      undoTimer = setTimeout(renew, Math.max(0, (renewal?.at ?? now) - now));
    } else if (left > 0) undoTimer = setTimeout(followUndo, left);
    else model.show(hasIntent ? { final: true, notice: 'blocked' } : { final: true });
  }

  function renewIn(ms: number, undoUntil: string): void {
    renewal = { undoUntil, at: Date.now() + Math.max(ms, RENEW_AT_MOST_EVERY_MS) };
  }

  /**
   * Submits the same feedback again, which restarts the undo window. This is not a user action, so
   * the model has no method for it.
   */
  function renew(): void {
    // A host that controls the feedback is not asked again, and may show other feedback by now.
    const client = model.client.uncontrolled ?? model.client;
    const { confirmed, feedback, draft } = client.getSnapshot(model.message);
    // The old undo window counts until the response arrives.
    renewIn(0, confirmed?.undoUntil ?? '');
    client.submit(model.message, feedback, draft);
  }

  model.watcher = follow;
  follow();
  return () => {
    clearTimeout(noticeTimer);
    clearTimeout(undoTimer);
    model.watcher = null;
  };
}
