export type {
  CallbackIds,
  DeliveryOutcome,
  FeedbackAdapter,
  GetToken,
  IdRule,
  MessageIdRules,
  MessageLookup,
  RefusalCode,
  RepeatUncertain,
  RequestContext,
  ResolveMessage,
  TokenRequest,
  UpstreamMessage,
  UpstreamRequest,
  UpstreamResponse,
  UpstreamSubmission,
} from './adapters/feedback-adapter.ts';
export {
  TokenError,
  type TokenErrorOptions,
  TokenRefusedError,
  TokenUnavailableError,
} from './adapters/token-errors.ts';
export type { Authorize } from './admission/submission.ts';
export { eventLevel } from './events/event-log.ts';
export type { FailureCause, ProxyEvent } from './events/proxy-event.ts';
export { createFeedbackProxy, type FeedbackProxy, type HandlerContext } from './feedback-proxy.ts';
export type { FeedbackProxyOptions } from './feedback-proxy-options.ts';
export type { RateLimiter } from './http/rate-limits.ts';
export type { Identify } from './http/user.ts';
export type { DeadLetter, DeadLetterQuery } from './operations/dead-letters.ts';
export type { DeliverDueOptions, DeliverDueResult } from './operations/due-delivery.ts';
export type { EraseOptions, Erasure, NotRevoked } from './operations/erasure.ts';
export type { PruneOptions, PruneResult } from './operations/retention.ts';
export type { ProxyStats } from './operations/stats.ts';
export type { ExportedFeedback, ExportUserOptions } from './operations/user-rows.ts';
export { type SealMessageRefOptions, sealMessageRef } from './sealing/sealed-message-ref.ts';
export type { SealingKey } from './sealing/sealing-keys.ts';
export type {
  Acceptance,
  AcceptanceTerms,
  Backlog,
  ClaimRequest,
  DeadLetterCause,
  DeadLetterPage,
  FeedbackRow,
  FeedbackStore,
  Lease,
  RedriveFilter,
  RedriveSelection,
  RemovalRequest,
  RowKey,
  RowSubmission,
  RowTimes,
  Settled,
  Settlement,
  UserRowsPage,
  UserSubmission,
} from './stores/feedback-store.ts';
export { createMemoryStore, type MemoryStoreOptions } from './stores/memory.ts';
export type { Telemetry } from './telemetry/telemetry.ts';
export { TIMINGS, type Timings } from './timings.ts';
