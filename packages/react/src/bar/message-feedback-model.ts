import {
  type ConfirmedFeedback,
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackDraft,
  type FeedbackSnapshot,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import type { TrackingClient, UsageAction } from '../provider/usage-event.ts';
import type { MessageFeedbackView } from './message-feedback-view.ts';
import { isSameReference } from './message-identity.ts';

const CLOSED = { detailsFor: null, problemsShown: false, reasonNote: null };

const RESTING: MessageFeedbackView = {
  ...EMPTY_SNAPSHOT,
  ...CLOSED,
  hasIntent: false,
  notice: null,
  awaitsNotice: false,
  final: false,
};

/**
 * The state and the actions of one bar, outside React: an untouched row is one small object, and
 * its first press causes one render. A class, so that ten thousand rows share their methods.
 */
export class MessageFeedbackModel {
  readonly client: TrackingClient;
  /** The view until the client knows more, and on a server. */
  readonly initialView: MessageFeedbackView;
  #message: RatedMessage;
  #snapshot: FeedbackSnapshot = EMPTY_SNAPSHOT;
  #view: MessageFeedbackView;
  #listener: (() => void) | null = null;
  #watcher: (() => void) | null = null;
  #element: Element | null = null;
  #hovered = false;
  #focused = false;

  constructor(client: TrackingClient, message: RatedMessage, initialFeedback?: Feedback) {
    this.client = client;
    this.#message = message;
    this.initialView = initialFeedback === undefined ? RESTING : { ...RESTING, feedback: initialFeedback };
    this.#view = this.initialView;
  }

  get message(): RatedMessage {
    return this.#message;
  }

  /** The bar's element, known once the user has hovered, focused or pressed the bar. */
  get element(): Element | null {
    return this.#element;
  }

  /** Whether the pointer or the keyboard focus is on the bar. */
  get isAttended(): boolean {
    return this.#hovered || this.#focused;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listener = listener;
    const unsubscribe = this.client.subscribe(this.#message, () => this.#changed());
    if (this.initialView !== RESTING) this.client.seed(this.#message, this.initialView.feedback);
    return () => {
      unsubscribe();
      this.#listener = null;
    };
  };

  readonly read = (): MessageFeedbackView => {
    const snapshot = this.client.getSnapshot(this.#message);
    if (snapshot !== this.#snapshot) {
      this.#snapshot = snapshot;
      this.#view = nextView(this.#view, snapshot, this.client.getTime());
    }
    return this.#view;
  };

  /** Calls `watcher` after every change, and when the user leaves the bar. The timers use it. */
  watch(watcher: (() => void) | null): void {
    this.#watcher = watcher;
  }

  /** Continues with the same message under more ids. A new `subscribe` makes React resubscribe. */
  rename(message: RatedMessage): void {
    if (isSameReference(this.#message, message)) return;
    this.#message = message;
    this.subscribe = this.subscribe.bind(this);
  }

  /** The pointer or the keyboard focus has reached the bar or left it. */
  setIntent(element: Element, device: 'pointer' | 'keyboard', present: boolean): void {
    this.#element = element;
    if (device === 'pointer') this.#hovered = present;
    else this.#focused = present;
    if (this.read().hasIntent) this.#watcher?.();
    else this.show({ hasIntent: true });
  }

  /** A press of a rating's button: rates, switches or revokes, and may open the details. */
  press(rating: Rating, button: Element, blocked: string | undefined, detailsFor: Rating | null): void {
    const { feedback, confirmed } = this.read();
    this.#element = button.closest('[role="group"]') ?? button.parentElement;
    if (blocked !== undefined || isFinal(confirmed, this.client.getTime())) {
      this.show({ hasIntent: true, notice: 'blocked' });
      return;
    }
    const next = feedback.rating === rating ? null : rating;
    const isRated = this.rate(next);
    this.show({ hasIntent: true, detailsFor: isRated ? next && detailsFor : null });
  }

  /** Rates or switches; `null` revokes the rating. Returns whether that changed anything. */
  rate(rating: Rating | null): boolean {
    const before = this.read().feedback.rating;
    if (rating === before || this.client.rate(this.#message, rating) === false) return false;
    this.#acted(rating === null ? 'undone' : before === null ? 'rated' : 'switched');
    return true;
  }

  /** Revokes the rating. */
  undo(): void {
    this.rate(null);
  }

  /** Sends the complete feedback. `draft` is the text that stays in the form. */
  send(feedback: Feedback, draft: FeedbackDraft | null = null): void {
    if (this.client.submit(this.#message, feedback, draft) === false) return;
    this.close();
    this.#acted('sent');
  }

  /** Sends unsent feedback now. */
  retry(): void {
    this.client.retry(this.#message);
    this.client.track('retried', this.#message);
  }

  /** Keeps unsent text. */
  setDraft(draft: FeedbackDraft | null): void {
    this.client.setDraft(this.#message, draft);
  }

  /** Opens the details of the current rating. */
  open(): void {
    this.show({ detailsFor: this.read().feedback.rating });
  }

  /** Closes the details. The text in them stays as a draft. */
  close(): void {
    this.show(CLOSED);
  }

  /** Shows that the last action succeeded. */
  showNotice(): void {
    const notice = this.read().feedback.rating === null ? 'undone' : 'confirmed';
    this.show({ awaitsNotice: false, notice });
  }

  /** Changes the state of the user interface; the client alone changes the feedback. */
  show(changes: Partial<Omit<MessageFeedbackView, keyof FeedbackSnapshot>>): void {
    this.#view = { ...this.read(), ...changes };
    this.#changed();
  }

  #acted(type: UsageAction['type']): void {
    this.show({ awaitsNotice: true });
    this.client.track(type, this.#message);
  }

  #changed(): void {
    this.#listener?.();
    this.#watcher?.();
  }
}

/** Adopts the client's snapshot: open details belong to one rating, and a notice to one action. */
function nextView(
  view: MessageFeedbackView,
  snapshot: FeedbackSnapshot,
  proxyTime: number,
): MessageFeedbackView {
  const refused = snapshot.refusal !== null;
  return {
    ...view,
    ...snapshot,
    final: isFinal(snapshot.confirmed, proxyTime),
    detailsFor: view.detailsFor === snapshot.feedback.rating ? view.detailsFor : null,
    notice: refused || snapshot.delivery !== 'settled' ? null : view.notice,
    awaitsNotice: !refused && view.awaitsNotice,
  };
}

/** Whether the rating can no longer change: it is final, or its undo window is over. */
function isFinal(confirmed: ConfirmedFeedback | null, proxyTime: number): boolean {
  if (confirmed === null) return false;
  const { final, undoUntil } = confirmed;
  return final || (undoUntil !== null && Date.parse(undoUntil) <= proxyTime);
}
