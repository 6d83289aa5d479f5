import type { Feedback, FeedbackMetadata, RatedMessage } from '@message-feedback/core';
import type * as React from 'react';
import type { SurfaceOptions } from '../internals/surface-place.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';
import type { KnownFeedback } from './known-feedback.ts';
import type { UsageEvent } from './usage-event.ts';

/** Options that a provider sets for all bars below it. Each bar can override them. */
export interface BarOptions {
  /**
   * Whether the user can add reasons and a comment: `true` for both ratings, `false` for none.
   * @default dislikes, and likes if there are reasons for them
   */
  details?: boolean | undefined;
  /**
   * Whether the details open together with a rating that offers details. If not, a button opens them.
   * @default true, and `false` for `surface="inline"`
   */
  openOnRate?: boolean | undefined;
  /** Called when the form or `submit` of the hook has sent rating, reasons and comment. */
  onSent?: OnSent | undefined;
  /**
   * Returns what to offer next to the thank-you after Send, such as a button "Try again with this
   * feedback". Not called for a rating without reasons and comment. With parts,
   * `MessageFeedback.SentAction` shows it; with the hook, use `onSent`. It may not call hooks. If it
   * throws, the browser reports the exception, and nothing is offered.
   *
   * @example
   * const sentAction = (feedback: Feedback) =>
   *   feedback.rating === 'dislike' && <button onClick={() => answerAgain(feedback)}>Try again</button>;
   */
  sentAction?: ((feedback: Feedback, details: SentDetails) => React.ReactNode) | undefined;
  /**
   * Fields of your own that travel with the feedback to your proxy, such as the model and the version
   * of the prompt: at most 16, with names of 1 to 64 characters and values of up to 512. Read when the
   * user rates or presses Send. A bar's field wins over the provider's of the same name. Fields that
   * break a limit are left out, with a warning in development. If both together have more than 16
   * fields, the bar's last ones are left out. Put no secrets there: the user's browser stores and sends them.
   */
  metadata?: FeedbackMetadata | undefined;
}

export type OnSent = (feedback: Feedback, details: SentDetails) => void;

export interface SentDetails {
  /** The message that the sent feedback is about. */
  readonly message: RatedMessage;
}

/** Options of the provider alone. */
export interface ProviderOptions extends BarOptions, SurfaceOptions {
  /**
   * All visible and spoken texts, and their language for screen readers. For English bars
   * on a page in another language, pass `en`: without `labels`, bars do not set `lang`.
   * @default English
   */
  labels?: FeedbackLabels | undefined;
  /**
   * The reasons to choose from. A rating without reasons here gets those of the labels. Keep
   * it the same object between renders.
   */
  reasons?: FeedbackReasonsOptions | undefined;
  /**
   * How long the thank-you with its Undo button stays, in milliseconds. Not the undo window of an
   * upstream that cannot revoke, which the adapter sets with `holdMs`.
   * @default 10000
   */
  undoMs?: number | undefined;
  /**
   * Returns the reasons of one message, so that images, code and tool calls can have reasons of
   * their own. Called while bars render, so it must be fast and always give the same result. If it
   * throws, the browser reports the exception, and the bar uses the other reasons. A rating without
   * reasons in the result gets those of `reasons`; the reasons of a bar override both.
   *
   * @example
   * const resolveReasons = ({ messageId }: RatedMessage) =>
   *   images.has(messageId) ? { dislike: [{ id: 'blurry', label: 'Blurry' }] } : undefined;
   */
  resolveReasons?: ResolveReasons | undefined;
  /**
   * Saved feedback from your own data, by message id or as a function: shown from the first paint. `null`
   * for a message without feedback. For these messages, the kit requests the saved feedback only when
   * the user returns to the page; for all others, when a bar mounts. May arrive late. If it covers all
   * messages, pass `capabilities` too, because no request brings them at first. Keep it the same object or function between renders.
   *
   * @example
   * <FeedbackProvider submit={submit} initialFeedback={{ [messageId]: { rating: 'like', reasons: [], comment: '' } }}>
   */
  initialFeedback?: KnownFeedback | undefined;
  /** Called for every usage event, for analytics. Costs nothing if you leave it out. */
  onEvent?: ((event: UsageEvent) => void) | undefined;
}

export type ResolveReasons = (message: RatedMessage) => FeedbackReasonsOptions | null | undefined;
