export type {
  DeliveryOutcome,
  FeedbackAdapter,
  IdRule,
  MessageIdRules,
  RefusalCode,
  UpstreamAnswer,
  UpstreamRequest,
  UpstreamSubmission,
} from './adapters/feedback-adapter.ts';
export { createFeedbackProxy, type FeedbackProxy } from './create-feedback-proxy.ts';
export type { FeedbackEvent } from './feedback-event.ts';
export type { FeedbackProxyOptions } from './feedback-proxy-options.ts';
export type { Authorize, Identify } from './identify-user.ts';
export type {
  Acceptance,
  ClaimRequest,
  DeadBecause,
  FeedbackRow,
  FeedbackStore,
  Lease,
  Settled,
  Settlement,
  StampedFeedback,
  Wish,
} from './stores/feedback-store.ts';
export { createMemoryStore } from './stores/memory.ts';
export { TIMINGS, type Timings } from './timings.ts';
