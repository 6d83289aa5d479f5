export {
  type Capabilities,
  COZE_LIMITS,
  type ConfirmedFeedback,
  countCharacters,
  createProxySubmit,
  DEFAULT_LIMITS,
  type DeliveryState,
  type ExpiredFeedback,
  FEEDBACK_ERRORS,
  type Feedback,
  type FeedbackClient,
  type FeedbackDraft,
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackItem,
  type FeedbackLimits,
  type FeedbackMetadata,
  type FeedbackProblem,
  type FeedbackProblemCode,
  type FeedbackProblemPlace,
  type FeedbackReceipt,
  type FeedbackRefusal,
  type FeedbackSnapshot,
  type FeedbackSubmission,
  type LoadContext,
  type LoadedFeedback,
  type LoadFeedback,
  type MessageRef,
  NO_FEEDBACK,
  type PendingMessageRef,
  type ProxySubmitOptions,
  type RatedMessage,
  type Rating,
  type RefreshMessage,
  type RestrictedMessage,
  type SubmitContext,
  type SubmitFeedback,
  type SubmitResult,
  type UserFeedback,
} from '@message-feedback/core';
export { FeedbackControl, type FeedbackControlProps } from './bar/FeedbackControl.tsx';
export type { FeedbackNotice } from './bar/message-feedback-view.ts';
export type { MessageFeedbackRootState } from './bar/root-state.ts';
export type { BarProps, DetailsSurface, FeedbackChangeDetails, OnFeedbackChange } from './bar/useBar.ts';
export type { SurfaceProps } from './details/surface-options.ts';
export { FeedbackBar, type FeedbackBarProps } from './feedback-bar/FeedbackBar.tsx';
export type { ReasonChoice } from './form/reason-choices.ts';
export { useFeedbackClient } from './hooks/useFeedbackClient.ts';
export {
  type MessageFeedbackActions,
  type UseMessageFeedbackOptions,
  type UseMessageFeedbackResult,
  useMessageFeedback,
} from './hooks/useMessageFeedback.ts';
export { type MyFeedbackActions, type UseMyFeedbackResult, useMyFeedback } from './hooks/useMyFeedback.ts';
export { useSelectedPassage } from './hooks/useSelectedPassage.ts';
export type { ElementProps, PartProps } from './internals/part-element.ts';
export type { SurfaceOptions } from './internals/surface-place.ts';
export { en } from './locales/en.ts';
export type {
  BarLabels,
  FeedbackLabels,
  FeedbackReason,
  FeedbackReasons,
  FormLabels,
  StatusLabels,
} from './locales/labels.ts';
export * as MessageFeedback from './message-feedback/index.parts.ts';
export type {
  MessageFeedbackCharacterCountProps,
  MessageFeedbackCharacterCountState,
} from './message-feedback/MessageFeedbackCharacterCount.tsx';
export type {
  MessageFeedbackCloseProps,
  MessageFeedbackCloseState,
} from './message-feedback/MessageFeedbackClose.tsx';
export type {
  MessageFeedbackCommentProps,
  MessageFeedbackCommentState,
} from './message-feedback/MessageFeedbackComment.tsx';
export type {
  MessageFeedbackCommentErrorProps,
  MessageFeedbackCommentErrorState,
} from './message-feedback/MessageFeedbackCommentError.tsx';
export type {
  MessageFeedbackCommentLabelProps,
  MessageFeedbackCommentLabelState,
} from './message-feedback/MessageFeedbackCommentLabel.tsx';
export type {
  MessageFeedbackDetailsProps,
  MessageFeedbackDetailsState,
} from './message-feedback/MessageFeedbackDetails.tsx';
export type {
  MessageFeedbackDetailsDescriptionProps,
  MessageFeedbackDetailsDescriptionState,
} from './message-feedback/MessageFeedbackDetailsDescription.tsx';
export type {
  MessageFeedbackDetailsTitleProps,
  MessageFeedbackDetailsTitleState,
} from './message-feedback/MessageFeedbackDetailsTitle.tsx';
export type {
  MessageFeedbackDetailsTriggerProps,
  MessageFeedbackDetailsTriggerState,
} from './message-feedback/MessageFeedbackDetailsTrigger.tsx';
export type {
  MessageFeedbackDislikeProps,
  MessageFeedbackDislikeState,
} from './message-feedback/MessageFeedbackDislike.tsx';
export type {
  MessageFeedbackLikeProps,
  MessageFeedbackLikeState,
} from './message-feedback/MessageFeedbackLike.tsx';
export type {
  MessageFeedbackQuoteProps,
  MessageFeedbackQuoteState,
} from './message-feedback/MessageFeedbackQuote.tsx';
export type {
  MessageFeedbackReasonProps,
  MessageFeedbackReasonState,
} from './message-feedback/MessageFeedbackReason.tsx';
export type {
  MessageFeedbackReasonAddProps,
  MessageFeedbackReasonAddState,
} from './message-feedback/MessageFeedbackReasonAdd.tsx';
export type {
  MessageFeedbackReasonInputProps,
  MessageFeedbackReasonInputState,
} from './message-feedback/MessageFeedbackReasonInput.tsx';
export type {
  MessageFeedbackReasonLabelProps,
  MessageFeedbackReasonLabelState,
} from './message-feedback/MessageFeedbackReasonLabel.tsx';
export type {
  MessageFeedbackReasonsProps,
  MessageFeedbackReasonsState,
} from './message-feedback/MessageFeedbackReasons.tsx';
export type {
  MessageFeedbackRetryProps,
  MessageFeedbackRetryState,
} from './message-feedback/MessageFeedbackRetry.tsx';
export type { MessageFeedbackRootProps } from './message-feedback/MessageFeedbackRoot.tsx';
export type {
  MessageFeedbackSendProps,
  MessageFeedbackSendState,
} from './message-feedback/MessageFeedbackSend.tsx';
export type {
  MessageFeedbackSentActionProps,
  MessageFeedbackSentActionState,
} from './message-feedback/MessageFeedbackSentAction.tsx';
export type {
  MessageFeedbackStatusProps,
  MessageFeedbackStatusState,
} from './message-feedback/MessageFeedbackStatus.tsx';
export type {
  MessageFeedbackUndoProps,
  MessageFeedbackUndoState,
} from './message-feedback/MessageFeedbackUndo.tsx';
export { FeedbackProvider, type FeedbackProviderProps } from './provider/FeedbackProvider.tsx';
export { feedbackKeys } from './provider/feedback-keys.ts';
export type { FeedbackReasonsOptions } from './provider/feedback-reasons.ts';
export type { KnownFeedback } from './provider/known-feedback.ts';
export type {
  BarOptions,
  OnSent,
  ProviderOptions,
  ResolveReasons,
  SentDetails,
} from './provider/provider-options.ts';
export type { UsageAction, UsageEvent, UsageFailure, UsageSubject } from './provider/usage-event.ts';
