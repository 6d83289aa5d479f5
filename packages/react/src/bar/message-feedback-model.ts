import {
  type ConfirmedFeedback,
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackClient,
  type FeedbackSnapshot,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import type { AddOwnReason } from '../form/own-reason.ts';

/** What there is to tell: what just came to a good end, or that nothing can be changed any more. */
export type FeedbackNotice = 'confirmed' | 'undone' | 'blocked';

/** What one bar shows: what is known of its message, and where the user is with it. */
export interface MessageFeedbackView extends FeedbackSnapshot {
  /** Whether the user has come near: what is needed only then is loaded and mounted from here on. */
  readonly hasIntent: boolean;
  /** The rating whose details are open. */
  readonly detailsFor: Rating | null;
  /** Whether Send was pressed while something kept the feedback from being sent. */
  readonly problemsShown: boolean;
  /** What there is to tell about the reasons, until the next change of them. */
  readonly reasonNote: ReasonNote | null;
  readonly notice: FeedbackNotice | null;
  /** Whether the upstream has the rating for good. */
  readonly final: boolean;
}

/** A sentence of the form that belongs to the reasons; `error` where the user has to do something. */
export interface ReasonNote {
  readonly text: string;
  readonly error: boolean;
}

const RESTING: MessageFeedbackView = {
  ...EMPTY_SNAPSHOT,
  hasIntent: false,
  detailsFor: null,
  problemsShown: false,
  reasonNote: null,
  notice: null,
  final: false,
};

/**
 * The state of one bar, outside of React: a row that nobody touches is one small object, and its first press is one
 * render. A class, so that ten thousand rows share their methods.
 */
export class MessageFeedbackModel {
  readonly client: FeedbackClient;
  message: RatedMessage;
  /** How long the thank-you stands, in milliseconds. */
  readonly undoMs: number;
  /** What is shown before anything is known, on a server too. */
  readonly initialView: MessageFeedbackView;
  /** The bar on the page, once the user has come near. */
  element: Element | null = null;
  /** Whether the pointer is on the bar. */
  pointer = false;
  /** Whether focus is in the bar, for somebody who goes by keyboard. */
  focus = false;
  /** Whether there was a press of this bar whose good end has not been told. */
  awaitsNotice = false;
  /** Comes and goes with the field for a reason of one's own: a form without one does without the code, and adds none. */
  addOwnReason: AddOwnReason | null = null;
  /** Called after every change; set by what keeps the time of this bar, `startBarTimers`. */
  onChange: (() => void) | null = null;
  #snapshot: FeedbackSnapshot = EMPTY_SNAPSHOT;
  #view: MessageFeedbackView;
  #listener: (() => void) | null = null;

  constructor(client: FeedbackClient, message: RatedMessage, undoMs: number, initialFeedback?: Feedback) {
    this.client = client;
    this.message = message;
    this.undoMs = undoMs;
    this.initialView = initialFeedback === undefined ? RESTING : { ...RESTING, feedback: initialFeedback };
    this.#view = this.initialView;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listener = listener;
    const unsubscribe = this.client.subscribe(this.message, () => this.#changed());
    if (this.initialView !== RESTING) this.client.seed(this.message, this.initialView.feedback);
    return () => {
      unsubscribe();
      this.#listener = null;
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

  /** The user has come near or gone, with the pointer or by keyboard. */
  setIntent(element: Element, what: 'pointer' | 'focus', present: boolean): void {
    this.element = element;
    this[what] = present;
    if (this.read().hasIntent) this.onChange?.();
    else this.show({ hasIntent: true });
  }

  /** A press of a rating's button: rates, switches, or takes back. */
  press(rating: Rating, button: Element, offersDetails: (rating: Rating) => boolean, blocked: boolean): void {
    const next = this.read().feedback.rating === rating ? null : rating;
    this.element = button.closest('[role="group"]') ?? button.parentElement;
    if (blocked || isFinal(this.read().confirmed)) {
      this.show({ hasIntent: true, notice: 'blocked' });
      return;
    }
    this.awaitsNotice = true;
    this.client.rate(this.message, next);
    this.show({ hasIntent: true, detailsFor: next !== null && offersDetails(next) ? next : null });
  }

  /** Changes what this bar shows of itself; what is known of its message is not its own. */
  show(changes: Partial<Omit<MessageFeedbackView, keyof FeedbackSnapshot>>): void {
    this.#view = { ...this.read(), ...changes };
    this.#changed();
  }

  #changed(): void {
    this.#listener?.();
    this.onChange?.();
  }
}

/** Follows what is known: details belong to the rating that they were opened for, a notice to what it tells. */
function nextView(view: MessageFeedbackView, snapshot: FeedbackSnapshot): MessageFeedbackView {
  const news = snapshot.delivery !== 'settled' || snapshot.refusal !== null;
  return {
    ...view,
    ...snapshot,
    final: isFinal(snapshot.confirmed),
    detailsFor: view.detailsFor === snapshot.feedback.rating ? view.detailsFor : null,
    notice: news ? null : view.notice,
  };
}

/** Whether the upstream has it for good: by what it says, or as the time to take it back is over. */
function isFinal(confirmed: ConfirmedFeedback | null): boolean {
  if (confirmed === null) return false;
  return confirmed.final || (confirmed.undoUntil !== null && Date.parse(confirmed.undoUntil) <= Date.now());
}
