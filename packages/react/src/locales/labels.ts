import type { FeedbackErrorCode, Rating } from '@message-feedback/core';
import type { FeedbackReasons } from '../provider/feedback-reasons.ts';

/** Every word of the kit in one language. A missing one is a compile error. */
export interface FeedbackLabels extends BarLabels, FormLabels {}

/** What a bar says before anybody has come near it, and of how sending gets on. Part of the first load. */
export interface BarLabels {
  /** BCP 47 tag of the language, as a host's `lang` attribute takes it. */
  readonly locale: string;
  /** Names the two buttons as a group. */
  readonly group: string;
  /** Names of the buttons; constant, as the state is told by `aria-pressed`. */
  readonly rating: Readonly<Record<Rating, string>>;
  readonly saved: string;
  readonly undone: string;
  readonly saving: string;
  readonly delayed: string;
  readonly held: string;
  readonly final: string;
  /** Why nothing happens where a bar is disabled and the host does not say why. */
  readonly notRatable: string;
  /** Why a rating was refused; `other` stands for the codes that are not listed. */
  readonly refused: Readonly<
    Partial<Record<FeedbackErrorCode, string>> & Record<'message_not_found' | 'other', string>
  >;
}

/** The words of everything that is fetched when somebody comes near. */
export interface FormLabels {
  readonly detailsTitle: Readonly<Record<Rating, string>>;
  /** Says that the rating counts already and the rest is optional. */
  readonly detailsDescription: string;
  readonly reasonsLegend: string;
  /** The reasons to choose from unless the host has its own. */
  readonly reasons: FeedbackReasons;
  readonly tooManyReasons: (limit: number) => string;
  /** Names the field for a reason of one's own, and the button that adds it. */
  readonly ownReason: string;
  readonly addReason: string;
  /** What became of a reason of one's own. */
  readonly reasonAdded: string;
  readonly reasonThere: string;
  readonly reasonTooLong: (over: number) => string;
  readonly comment: string;
  /** Names the comment instead while a reason is chosen that asks for words. An invitation, no duty. */
  readonly commentWanted: string;
  readonly charactersLeft: (count: number) => string;
  readonly charactersOver: (count: number) => string;
  /** An error of the comment field: what is wrong and what to do. */
  readonly commentTooLong: (over: number) => string;
  readonly commentNotStorable: string;
  readonly send: string;
  readonly close: string;
  readonly undo: string;
  readonly retry: string;
  readonly addDetails: string;
  readonly editDetails: string;
  /** Opens what was said where it cannot be changed, and names it. */
  readonly viewDetails: string;
  readonly detailsSaid: string;
}
