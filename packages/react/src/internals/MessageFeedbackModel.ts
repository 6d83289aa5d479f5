import {
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackClient,
  type FeedbackDraft,
  type FeedbackSnapshot,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import type { AddOwnReason } from './add-own-reason.ts';

/** What there is to tell: what just came to a good end, or that nothing can be changed any more. */
export type FeedbackNotice = 'saved' | 'taken_back' | 'blocked';

/** What one bar shows: what is known of its message, and where the person is with it. */
export interface MessageFeedbackView extends FeedbackSnapshot {
  /** Whether the person has come near: what is needed only then is loaded and mounted from here on. */
  readonly intended: boolean;
  /** The rating whose details are open. */
  readonly detailsFor: Rating | null;
  /** Whether Send was pressed while something kept the feedback from being sent. */
  readonly problemsShown: boolean;
  /** A reason of one's own that is being written, and what puts it among the reasons. */
  readonly ownReason: OwnReason | null;
  /** What there is to tell about the reasons, until the next change of them. */
  readonly reasonNote: ReasonNote | null;
  readonly notice: FeedbackNotice | null;
  /** Whether the upstream has the rating for good. */
  readonly final: boolean;
}

export interface OwnReason {
  readonly text: string;
  /** Comes with the field that it is written in, so that a form without one does without the code. */
  readonly add: AddOwnReason;
}

/** A sentence of the form that belongs to the reasons; `error` where the person has to do something. */
export interface ReasonNote {
  readonly text: string;
  readonly error: boolean;
}

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

const RESTING: MessageFeedbackView = {
  ...EMPTY_SNAPSHOT,
  intended: false,
  detailsFor: null,
  problemsShown: false,
  ownReason: null,
  reasonNote: null,
  notice: null,
  final: false,
};

type Pauses = Record<'pointer' | 'focus', boolean>;

/**
 * The state of one bar, outside of React: a row that nobody touches is one small object, and its first press is one
 * render. A class, so that ten thousand rows share their methods.
 */
export class MessageFeedbackModel {
  readonly client: FeedbackClient;
  message: RatedMessage;
  readonly #undoMs: number;
  /** What is shown before anything is known, on a server too. */
  readonly initialView: MessageFeedbackView;
  #snapshot: FeedbackSnapshot = EMPTY_SNAPSHOT;
  #view: MessageFeedbackView;
  #listener: (() => void) | null = null;
  #element: Element | null = null;
  #pauses: Pauses | null = null;
  /** A press of this bar whose good end has not been told. */
  #untold = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Waits for the moment in which undo ends. */
  #finalTimer: ReturnType<typeof setTimeout> | null = null;
  /** When the details were opened, milliseconds since 1970. */
  #openedAt = 0;

  constructor(client: FeedbackClient, message: RatedMessage, undoMs: number, initialFeedback?: Feedback) {
    this.client = client;
    this.message = message;
    this.#undoMs = undoMs;
    this.initialView = initialFeedback === undefined ? RESTING : { ...RESTING, feedback: initialFeedback };
    this.#view = this.initialView;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listener = listener;
    const unsubscribe = this.client.subscribe(this.message, () => this.#follow());
    if (this.initialView !== RESTING) this.client.seed(this.message, this.initialView.feedback);
    this.#awaitFinal();
    if (this.#view.notice !== null) this.#countDown();
    return () => {
      unsubscribe();
      this.#listener = null;
      this.#setTimer(null);
      if (this.#finalTimer !== null) clearTimeout(this.#finalTimer);
    };
  };

  readonly read = (): MessageFeedbackView => {
    const snapshot = this.client.getSnapshot(this.message);
    if (snapshot !== this.#snapshot) {
      this.#snapshot = snapshot;
      this.#view = nextView(this.#view, snapshot);
    }
    return this.#view;
  };

  /** Goes on with the same message under further ids; `subscribe` is another function then, so that React calls it anew. */
  rename(message: RatedMessage): void {
    this.message = message;
    this.subscribe = this.subscribe.bind(this);
  }

  /** The person has come near, with the pointer or by keyboard. */
  near(element: Element, what: keyof Pauses, value = true): void {
    this.#element = element;
    this.#pauses ??= { pointer: false, focus: false };
    this.#pauses[what] = value;
    if (!this.read().intended) this.show({ intended: true });
    else if (this.read().notice !== null) this.#countDown();
  }

  away(what: keyof Pauses): void {
    if (this.#pauses === null) return;
    this.#pauses[what] = false;
    if (this.read().notice !== null) this.#countDown();
  }

  /** A press of a rating's button: rates, switches, or takes back. */
  press(rating: Rating, button: Element, offersDetails: (rating: Rating) => boolean, blocked: boolean): void {
    const next = this.read().feedback.rating === rating ? null : rating;
    this.#element = button.closest('[role="group"]') ?? button.parentElement;
    if (blocked || this.read().final) {
      this.#notify('blocked');
      return;
    }
    this.#untold = true;
    this.client.rate(this.message, next);
    this.#openedAt = Date.now();
    this.show({ intended: true, detailsFor: next !== null && offersDetails(next) ? next : null });
  }

  submit(feedback: Feedback): void {
    this.#untold = true;
    this.client.submit(this.message, feedback);
    this.closeDetails();
  }

  takeBack(): void {
    this.#untold = true;
    this.client.rate(this.message, null);
  }

  setDraft(draft: FeedbackDraft): void {
    this.client.setDraft(this.message, draft);
  }

  retry(): void {
    this.client.retry(this.message);
  }

  openDetails(): void {
    this.#openedAt = Date.now();
    this.show({ detailsFor: this.read().feedback.rating });
    this.#awaitFinal();
  }

  closeDetails(): void {
    this.show({ detailsFor: null, problemsShown: false, reasonNote: null });
    this.#awaitFinal();
    if (this.read().notice !== null) this.#countDown();
  }

  /** The button of a rating, to anchor to and to give focus to. */
  buttonOf(rating: Rating | null): HTMLElement | null {
    return (
      this.#element?.querySelector<HTMLElement>(`[aria-pressed][data-rating="${rating ?? 'like'}"]`) ?? null
    );
  }

  /** Whether an element is one of this bar's. */
  contains(node: Node | null): boolean {
    return this.#element?.contains(node) ?? false;
  }

  /** Changes what this bar shows of itself; what is known of its message is not its own. */
  show(changes: Partial<Omit<MessageFeedbackView, keyof FeedbackSnapshot>>): void {
    this.#view = { ...this.read(), ...changes };
    this.#listener?.();
  }

  /** Tells the good end of what was pressed here, once it has come to one. */
  #follow(): void {
    const { delivery, refusal } = this.read();
    const unsent = delivery !== 'settled';
    if (unsent || refusal !== null) this.#setTimer(null);
    if (refusal !== null) this.#untold = false;
    this.#awaitFinal();
    this.#listener?.();
    if (this.#untold && !unsent) this.#setTimer(() => this.#tell(), QUIET_MS);
  }

  #tell(): void {
    this.#untold = false;
    this.#notify(this.read().feedback.rating === null ? 'taken_back' : 'saved');
  }

  #notify(notice: FeedbackNotice): void {
    this.show({ intended: true, notice });
    this.#countDown();
  }

  /**
   * Some upstreams take nothing back: undo ends by the clock there, and whoever has rated here is told so. While somebody writes
   * in the details the clock is wound up again, or their words would come too late.
   */
  #awaitFinal(): void {
    const { saved, final, intended, detailsFor } = this.read();
    if (this.#finalTimer !== null) clearTimeout(this.#finalTimer);
    this.#finalTimer = null;
    if (final || saved === null || saved.undoUntil === null) return;
    const left = Math.min(Date.parse(saved.undoUntil) - Date.now(), LONGEST_TIMER_MS);
    if (detailsFor !== null && Date.now() - this.#openedAt < RENEW_FOR_MS) {
      const renewIn = Math.max(left - RENEW_BEFORE_MS, left / 2, RENEW_AT_MOST_EVERY_MS);
      this.#finalTimer = setTimeout(() => this.client.renew(this.message), renewIn);
      return;
    }
    this.#finalTimer = setTimeout(() => {
      this.#view = nextView(this.#view, this.#snapshot);
      if (!this.#view.final) this.#awaitFinal();
      else if (intended) this.#notify('blocked');
      else this.#listener?.();
    }, left);
  }

  /** The notice stands for its time, which begins anew whenever the person leaves the bar. */
  #countDown(): void {
    const paused = this.#pauses?.pointer || this.#pauses?.focus || this.read().detailsFor !== null;
    this.#setTimer(paused ? null : () => this.show({ notice: null }), this.#undoMs);
  }

  #setTimer(callback: (() => void) | null, ms = 0): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = callback && setTimeout(callback, ms);
  }
}

/** Follows what is known: details belong to the rating that they were opened for, a notice to what it tells. */
function nextView(view: MessageFeedbackView, snapshot: FeedbackSnapshot): MessageFeedbackView {
  const { saved } = snapshot;
  const news = snapshot.delivery !== 'settled' || snapshot.refusal !== null;
  const undoEnded = saved !== null && saved.undoUntil !== null && Date.parse(saved.undoUntil) <= Date.now();
  return {
    ...view,
    ...snapshot,
    final: saved !== null && (saved.final || undoEnded),
    detailsFor: view.detailsFor === snapshot.feedback.rating ? view.detailsFor : null,
    notice: news ? null : view.notice,
  };
}
