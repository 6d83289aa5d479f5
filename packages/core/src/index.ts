export { listFeedback, type UserFeedback, watchFeedback } from './client/all-feedback.ts';
export {
  createFeedbackClient,
  type FeedbackClient,
  type FeedbackClientOptions,
} from './client/feedback-client.ts';
export { isSubmittedHere } from './client/submission-origin.ts';
export type { CreateEngine, LoadEngine } from './engine/engine.ts';
export type {
  EngineOptions,
  ExpiredFeedback,
  PageEvents,
  PageListeners,
  RefreshMessage,
  TabChannel,
  TabLocks,
  TabNote,
  WrapAttempt,
} from './engine/engine-options.ts';
export type { SetTimer } from './engine/timings.ts';
export { draftAfterRating, draftFor, type FeedbackDraft } from './feedback/draft.ts';
export {
  type Capabilities,
  COZE_LIMITS,
  DEFAULT_CAPABILITIES,
  DEFAULT_LIMITS,
  type FeedbackLimits,
  LIMITS,
  METADATA_LIMITS,
} from './feedback/limits.ts';
export { type MetadataProblem, metadataProblems } from './feedback/metadata-problems.ts';
export {
  describeProblem,
  type FeedbackProblem,
  type FeedbackProblemCode,
  type FeedbackProblemPlace,
  feedbackProblems,
} from './feedback/problems.ts';
export {
  countCharacters,
  isStorableText,
  normalizeFeedback,
  normalizeText,
  reasonIdentity,
} from './feedback/text.ts';
export {
  type ConfirmedFeedback,
  type Feedback,
  type FeedbackItem,
  type FeedbackMetadata,
  type FeedbackReceipt,
  type FeedbackSubmission,
  type LoadContext,
  type LoadedFeedback,
  type LoadFeedback,
  type MessageRef,
  NO_FEEDBACK,
  type PendingMessageRef,
  type RatedMessage,
  type Rating,
  type RestrictedMessage,
  type SentSubmission,
  type SubmitContext,
  type SubmitFeedback,
  type SubmitResult,
} from './feedback/types.ts';
export { type DeliveryState, EMPTY_SNAPSHOT, type FeedbackSnapshot, isFinal } from './state/entry.ts';
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
export type { ProxySubmitOptions } from './wire/proxy-connection.ts';
export { createProxySubmit } from './wire/proxy-submit.ts';
export { parseRetryAfter } from './wire/retry-after.ts';
export { formatStamp, parseStamp, type Stamp } from './wire/stamp.ts';
export { parseSubmission } from './wire/submission-schema.ts';
