import {
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackMetadata,
  type FeedbackSnapshot,
  isFinal,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import type { TrackingClient, UsageAction } from '../provider/usage-event.ts';
import { CLOSED, type MessageFeedbackView } from './message-feedback-view.ts';
import { isSameReference } from './message-identity.ts';

const RESTING: MessageFeedbackView = {
  ...EMPTY_SNAPSHOT,
  ...CLOSED,
  hasIntent: false,
  notice: null,
  awaitsNotice: false,
  final: false,
};

/**
 * The state and the actions of one bar, outside React: an untouched bar is one small object, and its
 * first press causes one render. A class, so that ten thousand bars share their methods, apart from
 * the two that React calls.
 */
export class MessageFeedbackModel {
  // `declare`: the constructor sets it, and a class field would only add code.
  declare readonly client: TrackingClient;
  declare message: RatedMessage;
  /** What the host passed with the newest render. It travels with the next submission. */
  metadata?: FeedbackMetadata | undefined;
  /** The bar's element, known once the user has hovered, focused or pressed the bar. */
  element: Element | null = null;
  /** What is on the bar: the pointer, the keyboard focus, or both. */
  attention: Readonly<Partial<Record<'pointer' | 'keyboard', boolean>>> | null = null;
  /** Called after every change, and when the user reaches or leaves the bar. The timers set it. */
  watcher: (() => void) | null = null;
  /** The view until the client knows more, and on a server. */
  declare initialView: MessageFeedbackView;
  #snapshot: FeedbackSnapshot = EMPTY_SNAPSHOT;
  #view: MessageFeedbackView;
  #listener: (() => void) | null = null;

  constructor(client: TrackingClient, message: RatedMessage, initialFeedback?: Feedback | null) {
    this.client = client;
    this.message = message;
    this.initialView = initialFeedback ? { ...RESTING, feedback: initialFeedback } : RESTING;
    this.#view = this.initialView;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listener = listener;
    const unsubscribe = this.client.subscribe(this.message, () => this.#changed());
    if (this.initialView !== RESTING) this.client.seed(this.message, this.initialView.feedback);
    return unsubscribe;
  };

  /**
   * The current view, with the client's snapshot. Details close when another rating is shown, and a
   * notice ends when feedback is unsent or refused.
   */
  readonly read = (): MessageFeedbackView => {
    const view = this.#view;
    const snapshot = this.client.getSnapshot(this.message);
    if (snapshot !== this.#snapshot) {
      const { feedback, refusal, delivery, confirmed } = snapshot;
      this.#snapshot = snapshot;
      this.#view = {
        ...view,
        ...snapshot,
        final: isFinal(confirmed, this.client.getTime()),
        ...(view.feedback.rating !== feedback.rating && view.detailsFor !== feedback.rating && CLOSED),
        notice: refusal || delivery !== 'settled' ? null : view.notice,
        awaitsNotice: view.awaitsNotice && !refusal,
      };
    }
    return this.#view;
  };

  /**
   * Continues with the same message under more ids, or with the host's feedback, which may arrive
   * late. A new `subscribe` makes React resubscribe.
   */
  update(message: RatedMessage, initialFeedback?: Feedback | null): void {
    const isNew =
      initialFeedback && JSON.stringify(initialFeedback) !== JSON.stringify(this.initialView.feedback);
    if (isSameReference(this.message, message) && !isNew) return;
    this.message = message;
    if (isNew) this.initialView = { ...RESTING, feedback: initialFeedback };
    this.subscribe = this.subscribe.bind(this);
  }

  /**
   * Records that the pointer or the keyboard focus has reached the bar or left it. The first call sets
   * `hasIntent`, which is never reset.
   */
  setIntent(element: Element, device: 'pointer' | 'keyboard', present: boolean): void {
    this.element = element;
    this.attention = { ...this.attention, [device]: present };
    if (this.read().hasIntent) this.watcher?.();
    else this.show({ hasIntent: true });
  }

  /** A press of a rating's button: rates, switches or revokes, and may open the details. */
  press(rating: Rating, button: Element, blocked: string | undefined, opens: boolean): void {
    const { feedback, confirmed } = this.read();
    this.element = button.closest('[role="group"]') ?? button.parentElement;
    const next = feedback.rating === rating ? null : rating;
    if (blocked !== undefined || isFinal(confirmed, this.client.getTime()))
      this.show({ hasIntent: true, notice: 'blocked' });
    else this.show({ hasIntent: true, ...CLOSED, detailsFor: this.rate(next) && opens ? next : null });
  }

  /** Rates or switches; `null` revokes the rating. Returns whether that changed anything. */
  rate(rating: Rating | null): boolean {
    const { client, message } = this;
    const before = this.read();
    const shown = before.feedback.rating;
    if (rating === shown || client.rate(message, rating, this.metadata) === false) return false;
    if (this.read() === before) {
      // Another user is signed in, and the page's user gave this rating, which is hidden. If it is held,
      // the press makes an attempt, like every press.
      client.retry(message);
      return false;
    }
    this.acted(rating ? (shown ? 'switched' : 'rated') : 'undone');
    return true;
  }

  /** Shows that the last action succeeded. */
  showNotice(): void {
    this.show({ awaitsNotice: false, notice: this.read().feedback.rating ? 'confirmed' : 'undone' });
  }

  /** Changes the state of the user interface; the client alone changes the feedback. */
  show(changes: Partial<Omit<MessageFeedbackView, keyof FeedbackSnapshot>>): void {
    this.#view = { ...this.read(), ...changes };
    this.#changed();
  }

  /** Tracks an action of the user. The bar confirms it once it is saved. */
  acted(type: UsageAction['type']): void {
    this.show({ awaitsNotice: true });
    this.client.track(type, this.message);
  }

  #changed(): void {
    this.#listener?.();
    this.watcher?.();
  }
}
