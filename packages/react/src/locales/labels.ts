import type { FeedbackErrorCode, Rating } from '@message-feedback/core';

/** Every text of the kit in one language. A missing text is a compile error. */
export interface FeedbackLabels extends BarLabels, FormLabels {}

/** The texts of a bar and of its status. */
export interface BarLabels extends StatusLabels {
  /** Names the two buttons as a group. */
  readonly group: string;
  /** Names of the buttons; constant, because `aria-pressed` carries the state. */
  readonly rating: Readonly<Record<Rating, string>>;
  readonly delayed: string;
  /** Explains a disabled bar if the host gives no text of its own. */
  readonly notRatable: string;
  /** Explains a rating that cannot change, if the host gives no text of its own. */
  readonly final: string;
}

/** The texts that show the result of a press. In English, they load with the engine. */
export interface StatusLabels {
  readonly saved: string;
  readonly undone: string;
  readonly saving: string;
  readonly held: string;
  /** Why a rating was refused; `other` covers all codes that are not listed. */
  readonly refused: Readonly<
    Partial<Record<FeedbackErrorCode, string>> & Record<'message_not_found' | 'other', string>
  >;
}

/** The texts of everything that loads when the user shows intent. */
export interface FormLabels {
  /**
   * BCP 47 tag of the language: the `lang` attribute of the bar and of the details. Not one of
   * `BarLabels`, because a bar in the built-in English sets no `lang`: most pages with it
   * are in English.
   */
  readonly locale: string;
  readonly detailsTitle: Readonly<Record<Rating, string>>;
  /** Explains that the rating already counts and the rest is optional. */
  readonly detailsDescription: string;
  /** The same once feedback has been unsent for 3 seconds. */
  readonly detailsDescriptionUnsent: string;
  readonly reasonsLegend: string;
  /** The reasons to choose from, unless the host has its own. */
  readonly reasons: FeedbackReasons;
  readonly tooManyReasons: (limit: number) => string;
  /** Names the field for a custom reason, and the button that adds it. */
  readonly customReason: string;
  readonly addReason: string;
  /** The result of adding such a reason. */
  readonly reasonAdded: string;
  readonly reasonDuplicate: string;
  readonly reasonTooLong: (over: number) => string;
  readonly comment: string;
  /** Names the comment field while a chosen reason invites a comment. A comment stays optional. */
  readonly commentWanted: string;
  readonly charactersLeft: (count: number) => string;
  readonly charactersOver: (count: number) => string;
  /** The button that quotes the text which the user has selected in the answer. */
  readonly quote: string;
  /** An error of the comment field: the problem and its solution. */
  readonly commentTooLong: (over: number) => string;
  readonly commentNotStorable: string;
  readonly send: string;
  readonly close: string;
  readonly undo: string;
  readonly retry: string;
  readonly addDetails: string;
  readonly editDetails: string;
  /** The button that opens details that cannot be changed, and their title. */
  readonly viewDetails: string;
  readonly viewDetailsTitle: string;
}

/** One reason to choose from. */
export interface FeedbackReason {
  /** A stable name. With `sendAs: 'id'`, it is sent instead of the label. */
  readonly id: string;
  /** The text that the user reads. */
  readonly label: string;
  /** Whether this reason invites a comment, as "Something else" does. @default false */
  readonly wantsComment?: boolean | undefined;
}

/** The reasons to choose from, for each rating. */
export type FeedbackReasons = Readonly<Record<Rating, readonly FeedbackReason[]>>;
