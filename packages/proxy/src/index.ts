export {
  type CallbackIds,
  type DeliveryOutcome,
  type FeedbackAdapter,
  type GetToken,
  type IdRule,
  type MessageIdRules,
  type MessageQuestion,
  type RefusalCode,
  type RepeatUncertain,
  type RequestContext,
  type ResolveMessage,
  type TokenQuestion,
  TokenUnavailableError,
  type UpstreamMessage,
  type UpstreamRequest,
  type UpstreamResponse,
  type UpstreamSubmission,
} from './adapters/feedback-adapter.ts';
export type { Authorize } from './admission/submission.ts';
export { eventLevel } from './events/event-log.ts';
export type { FailureCause, ProxyEvent } from './events/proxy-event.ts';
export { createFeedbackProxy, type FeedbackProxy } from './feedback-proxy.ts';
export type { FeedbackProxyOptions } from './feedback-proxy-options.ts';
export type { RateLimiter } from './http/rate-limits.ts';
export type { Identify } from './http/user.ts';
export type { DeadLetter, DeadLetterQuery } from './operations/dead-letters.ts';
export type { DeliverDueOptions, DeliverDueResult } from './operations/due-delivery.ts';
export { type SealMessageRefOptions, sealMessageRef } from './sealing/sealed-message-ref.ts';
export type { SealingKey } from './sealing/sealing-keys.ts';
export type {
  Acceptance,
  AcceptanceTerms,
  ClaimRequest,
  DeadLetterCause,
  DeadLetterPage,
  FeedbackRow,
  FeedbackStore,
  Lease,
  RedriveSelection,
  RowKey,
  Settled,
  Settlement,
  StampedFeedback,
  UserSubmission,
} from './stores/feedback-store.ts';
export { createMemoryStore } from './stores/memory.ts';
export { TIMINGS, type Timings } from './timings.ts';
