export { type Capabilities, DEFAULT_CAPABILITIES } from './capabilities.ts';
export { countCharacters, isStorableText, normalizeText } from './count-characters.ts';
export type { DeliveryState, RunAttempt } from './delivery.ts';
export { describeProblem } from './describe-problem.ts';
export type { CreateEngine, EngineOptions, ExpiredFeedback, LoadEngine } from './engine.ts';
export { createFeedbackClient, type FeedbackClient } from './feedback-client.ts';
export type { FeedbackClientOptions } from './feedback-client-options.ts';
export { draftFor, type FeedbackDraft } from './feedback-draft.ts';
export { EMPTY_SNAPSHOT, type FeedbackSnapshot } from './feedback-entry.ts';
export {
  FEEDBACK_ERRORS,
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackErrorDetails,
  isFeedbackErrorCode,
  type ProblemDetail,
} from './feedback-error.ts';
export {
  type FeedbackProblem,
  type FeedbackProblemCode,
  feedbackProblems,
} from './feedback-problems.ts';
export type { FeedbackRefusal } from './feedback-register.ts';
export type { JournalStorage } from './journal.ts';
export { COZE_LIMITS, type FeedbackLimits, LIMITS } from './limits.ts';
export { normalizeFeedback, reasonIdentity } from './normalize-feedback.ts';
export { parseRetryAfter } from './parse-retry-after.ts';
export { parseSubmission } from './parse-submission.ts';
export { createProxySubmit, type ProxySubmitOptions } from './proxy-submit.ts';
export { formatStamp, parseStamp, type Stamp } from './stamp.ts';
export type { PageEvents, TabChannel, TabLocks, TabNote } from './tabs.ts';
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
