export { type Capabilities, DEFAULT_CAPABILITIES } from './capabilities.ts';
export { draftFor, type FeedbackDraft } from './draft.ts';
export type { CreateEngine, EngineOptions, ExpiredFeedback, LoadEngine } from './engine.ts';
export { EMPTY_SNAPSHOT, type FeedbackSnapshot } from './entry.ts';
export { createFeedbackClient, type FeedbackClient } from './feedback-client.ts';
export type { FeedbackClientOptions } from './feedback-client-options.ts';
export {
  FEEDBACK_ERRORS,
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackErrorDetails,
  isFeedbackErrorCode,
  type ProblemDetail,
} from './feedback-error.ts';
export type { JournalStorage } from './journal.ts';
export { COZE_LIMITS, DEFAULT_LIMITS, type FeedbackLimits, LIMITS } from './limits.ts';
export type { DeliveryState, RunAttempt } from './message-delivery.ts';
export { normalizeFeedback, reasonIdentity } from './normalized-feedback.ts';
export { describeProblem } from './problem-description.ts';
export {
  type FeedbackProblem,
  type FeedbackProblemCode,
  feedbackProblems,
} from './problems.ts';
export { createProxySubmit, type ProxySubmitOptions } from './proxy-submit.ts';
export type { FeedbackRefusal } from './register.ts';
export { parseRetryAfter } from './retry-after.ts';
export { formatStamp, parseStamp, type Stamp } from './stamp.ts';
export { parseSubmission } from './submission-schema.ts';
export type { PageEvents, TabChannel, TabLocks, TabNote } from './tabs.ts';
export { countCharacters, isStorableText, normalizeText } from './text.ts';
export type { SetTimer } from './timer.ts';
export {
  type ConfirmedFeedback,
  type Feedback,
  type FeedbackItem,
  type FeedbackReceipt,
  type FeedbackSubmission,
  type LoadContext,
  type LoadedFeedback,
  type LoadFeedback,
  type MessageRef,
  NO_FEEDBACK,
  type PendingMessageRef,
  type RatableMessage,
  type RatedMessage,
  type Rating,
  type SubmitContext,
  type SubmitFeedback,
} from './types.ts';
