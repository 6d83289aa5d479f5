export type { DeliveryOutcome, RefusalCode } from './adapters/delivery-outcome.ts';
export type {
  CallbackIds,
  FeedbackAdapter,
  IdRule,
  MessageIdRules,
  RepeatInDoubt,
  RequestContext,
  UpstreamMessage,
  UpstreamSubmission,
} from './adapters/feedback-adapter.ts';
export {
  type GetToken,
  type MessageQuestion,
  type ResolveMessage,
  type TokenQuestion,
  TokenUnavailableError,
} from './adapters/host-functions.ts';
export type { UpstreamRequest, UpstreamResponse } from './adapters/upstream-exchange.ts';
export type { DeadLetter, DeadLetterQuery } from './dead-letters.ts';
export type { DeliverDueOptions, DeliverDueResult } from './delivery/due-delivery.ts';
export { eventLevel } from './event-level.ts';
export { createFeedbackProxy, type FeedbackProxy } from './feedback-proxy.ts';
export type { FeedbackProxyOptions } from './feedback-proxy-options.ts';
export type { Authorize, Identify } from './identity.ts';
export type { FailingBecause, ProxyEvent } from './proxy-event.ts';
export type { RateLimiter } from './rate-limit.ts';
export { type SealMessageRefOptions, sealMessageRef } from './sealing/message-ref-seal.ts';
export type { SealingKey } from './sealing/sealing-keys.ts';
export type {
  Acceptance,
  AcceptanceTerms,
  ClaimRequest,
  DeadBecause,
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
