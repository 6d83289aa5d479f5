import type { MessageFeedbackModel } from './message-feedback-model.ts';

/** Quick presses end in one notice, not in one each: it waits until they have been quiet for so long. */
const QUIET_MS = 600;

/** How long open details keep an upstream waiting; a panel that was forgotten does not hold a rating back for ever. */
const RENEW_FOR_MS = 15 * 60_000;
/** Timers count in 32 bits; what is longer fires at once. A page that stays open for 24 days looks again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Time enough for a slow request, and for the few seconds by which two clocks differ. */
const RENEW_BEFORE_MS = 4_000;
/** A shorter undo window is renewed at its half, and never so often that the requests chase each other. */
const RENEW_AT_MOST_EVERY_MS = 500;

/**
 * What only time brings to a bar that the user has come near or that was rated: the thank-you, its end, and the end of undo.
 * @returns what ends it
 */
export function startBarTimers(
  model: MessageFeedbackModel,
  { mayChange }: { mayChange: boolean },
): () => void {
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;
  let undoTimer: ReturnType<typeof setTimeout> | undefined;
  /** Since when the details are open, in milliseconds since 1970. */
  let openSince: number | null = null;
  /** When which undo window is renewed, in milliseconds since 1970. Fixed, or every letter that is written would put it off. */
  let renewal: { readonly undoUntil: string; readonly at: number } | null = null;

  function follow(): void {
    followNotice();
    followUndo();
  }

  /** Tells the good end of what was pressed here, once it has come to one. What is told stands for its time. */
  function followNotice(): void {
    clearTimeout(noticeTimer);
    const { delivery, refusal, notice, detailsFor } = model.read();
    if (refusal !== null) model.awaitsNotice = false;
    if (model.awaitsNotice) {
      if (delivery === 'settled') noticeTimer = setTimeout(showNotice, QUIET_MS);
    } else if (notice !== null && !model.pointer && !model.focus && detailsFor === null) {
      // Its time begins anew whenever the user leaves the bar.
      noticeTimer = setTimeout(() => model.show({ notice: null }), model.undoMs);
    }
  }

  function showNotice(): void {
    model.awaitsNotice = false;
    model.show({ notice: model.read().feedback.rating === null ? 'undone' : 'confirmed' });
  }

  /**
   * Some upstreams take nothing back: undo ends by the clock there, and whoever has rated here is told so. While somebody
   * writes in the details the clock is wound up again, or their words would come too late.
   */
  function followUndo(): void {
    clearTimeout(undoTimer);
    const { confirmed, final, hasIntent, detailsFor } = model.read();
    const now = Date.now();
    openSince = detailsFor === null ? null : (openSince ?? now);
    if (final || confirmed === null || confirmed.undoUntil === null) return;
    const left = Math.min(Date.parse(confirmed.undoUntil) - now, LONGEST_TIMER_MS);
    if (mayChange && openSince !== null && now - openSince < RENEW_FOR_MS) {
      if (renewal?.undoUntil !== confirmed.undoUntil)
        renewIn(Math.max(left - RENEW_BEFORE_MS, left / 2), confirmed.undoUntil);
      undoTimer = setTimeout(renew, Math.max(0, (renewal?.at ?? now) - now));
    } else if (left > 0) undoTimer = setTimeout(followUndo, left);
    else model.show(hasIntent ? { final: true, notice: 'blocked' } : { final: true });
  }

  function renewIn(ms: number, undoUntil: string): void {
    renewal = { undoUntil: undoUntil, at: Date.now() + Math.max(ms, RENEW_AT_MOST_EVERY_MS) };
  }

  /** Submits the same again, which restarts the undo window. */
  function renew(): void {
    const { confirmed, feedback, draft } = model.read();
    // Until the response comes it is the old undo window.
    renewIn(0, confirmed?.undoUntil ?? '');
    model.client.submit(model.message, feedback, draft);
  }

  model.onChange = follow;
  follow();
  return () => {
    clearTimeout(noticeTimer);
    clearTimeout(undoTimer);
    if (model.onChange === follow) model.onChange = null;
  };
}
