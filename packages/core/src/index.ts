export { createFeedbackClient, type FeedbackClient } from './client/feedback-client.ts';
export type { FeedbackClientOptions } from './client/feedback-client-options.ts';
export type { CreateEngine, EngineOptions, ExpiredFeedback, LoadEngine } from './engine/engine.ts';
export type { DeliveryState, RunAttempt } from './engine/message-delivery.ts';
export type { PageEvents, TabChannel, TabLocks, TabNote } from './engine/tabs.ts';
export type { SetTimer } from './engine/timer.ts';
export { type Capabilities, DEFAULT_CAPABILITIES } from './feedback/capabilities.ts';
export { draftFor, type FeedbackDraft } from './feedback/draft.ts';
export { COZE_LIMITS, DEFAULT_LIMITS, type FeedbackLimits, LIMITS } from './feedback/limits.ts';
export { normalizeFeedback, reasonIdentity } from './feedback/normalized-feedback.ts';
export { describeProblem } from './feedback/problem-description.ts';
export {
  type FeedbackProblem,
  type FeedbackProblemCode,
  feedbackProblems,
} from './feedback/problems.ts';
export { countCharacters, isStorableText, normalizeText } from './feedback/text.ts';
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
} from './feedback/types.ts';
export { EMPTY_SNAPSHOT, type FeedbackSnapshot } from './state/entry.ts';
export type { JournalStorage } from './state/journal.ts';
export type { FeedbackRefusal } from './state/register.ts';
export {
  FEEDBACK_ERRORS,
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackErrorDetails,
  isFeedbackErrorCode,
  type ProblemDetail,
} from './wire/feedback-error.ts';
export { createProxySubmit, type ProxySubmitOptions } from './wire/proxy-submit.ts';
export { parseRetryAfter } from './wire/retry-after.ts';
export { formatStamp, parseStamp, type Stamp } from './wire/stamp.ts';
export { parseSubmission } from './wire/submission-schema.ts';
