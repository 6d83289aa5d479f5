import type { MessageFeedbackModel } from './MessageFeedbackModel.ts';

/** Quick presses end in one notice, not in one each: it waits until they have been quiet for so long. */
const QUIET_MS = 600;

/** How long open details keep an upstream waiting; a panel that was forgotten does not hold a rating back for ever. */
const RENEW_FOR_MS = 15 * 60_000;
/** Timers count in 32 bits; what is longer fires at once. A page that stays open for 24 days looks again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Time enough for a slow request, and for the few seconds by which two clocks differ. */
const RENEW_BEFORE_MS = 4_000;
/** A hold that is shorter than that is renewed at its half, and never so often that the requests chase each other. */
const RENEW_AT_MOST_EVERY_MS = 500;

/**
 * What only time brings to a bar that the person has come near: the thank-you, its end, and the end of undo.
 * @returns what ends it
 */
export function keepTime(model: MessageFeedbackModel): () => void {
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;
  let undoTimer: ReturnType<typeof setTimeout> | undefined;
  /** Since when the details are open, in milliseconds since 1970. */
  let openSince: number | null = null;

  function follow(): void {
    followNotice();
    followUndo();
  }

  /** Tells the good end of what was pressed here, once it has come to one. What is told stands for its time. */
  function followNotice(): void {
    clearTimeout(noticeTimer);
    const { delivery, refusal, notice, detailsFor } = model.read();
    if (refusal !== null) model.untold = false;
    if (delivery !== 'settled') return;
    if (model.untold) noticeTimer = setTimeout(tell, QUIET_MS);
    // Its time begins anew whenever the person leaves the bar.
    else if (notice !== null && !model.pointer && !model.focus && detailsFor === null)
      noticeTimer = setTimeout(() => model.show({ notice: null }), model.undoMs);
  }

  function tell(): void {
    model.untold = false;
    model.show({ notice: model.read().feedback.rating === null ? 'taken_back' : 'saved' });
  }

  /**
   * Some upstreams take nothing back: undo ends by the clock there, and whoever has rated here is told so. While somebody
   * writes in the details the clock is wound up again, or their words would come too late.
   */
  function followUndo(): void {
    clearTimeout(undoTimer);
    const { saved, final, intended, detailsFor, feedback, draft } = model.read();
    openSince = detailsFor === null ? null : (openSince ?? Date.now());
    if (final || saved === null || saved.undoUntil === null) return;
    const left = Math.min(Date.parse(saved.undoUntil) - Date.now(), LONGEST_TIMER_MS);
    if (openSince !== null && Date.now() - openSince < RENEW_FOR_MS) {
      const renewIn = Math.max(left - RENEW_BEFORE_MS, left / 2, RENEW_AT_MOST_EVERY_MS);
      undoTimer = setTimeout(() => model.client.submit(model.message, feedback, draft), renewIn);
    } else if (left > 0) undoTimer = setTimeout(followUndo, left);
    else model.show(intended ? { final: true, notice: 'blocked' } : { final: true });
  }

  model.onChange = follow;
  follow();
  return () => {
    clearTimeout(noticeTimer);
    clearTimeout(undoTimer);
    if (model.onChange === follow) model.onChange = null;
  };
}
