import type { FeedbackSnapshot, Rating } from '@message-feedback/core';

/** `confirmed`, `undone`: the last action succeeded. `blocked`: the rating cannot change. */
export type FeedbackNotice = 'confirmed' | 'undone' | 'blocked';

/** The state that one bar renders: its message's feedback, and its own user interface. */
export interface MessageFeedbackView extends FeedbackSnapshot {
  /** Whether the user hovered, focused or pressed the bar. More code loads from then on. */
  readonly hasIntent: boolean;
  /** The rating whose details are open. */
  readonly detailsFor: Rating | null;
  /** Whether the user pressed Send and a problem prevented it. */
  readonly problemsShown: boolean;
  /** Whether to announce the problem: the field with it has focus already. Until the user types. */
  readonly problemAnnounced?: boolean;
  /** A note about the reasons, shown until the reasons change. */
  readonly reasonNote: ReasonNote | null;
  readonly notice: FeedbackNotice | null;
  /** Whether the user acted and the bar has not yet shown the notice of success. */
  readonly awaitsNotice: boolean;
  /** Whether the rating can no longer change. */
  readonly final: boolean;
}

/** Closed details. */
export const CLOSED = { detailsFor: null, problemsShown: false, reasonNote: null };

/** A sentence of the form about the reasons; `error` where the user has to act. */
export interface ReasonNote {
  readonly text: string;
  readonly error: boolean;
}
