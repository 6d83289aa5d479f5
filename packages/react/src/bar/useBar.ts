'use client';
import type { Feedback, RatedMessage } from '@message-feedback/core';
import { callHost } from '../internals/host-call.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { type FeedbackContextValue, useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { FeedbackReasonsOptions } from '../provider/feedback-reasons.ts';
import { knownFeedback } from '../provider/known-feedback.ts';
import type { BarOptions } from '../provider/provider-options.ts';
import type { TrackingClient } from '../provider/usage-event.ts';
import type { ReasonsOptionsInOrder } from './merge-reasons.ts';
import { type ModelAndView, useMessageFeedbackModel } from './useMessageFeedbackModel.ts';

/** The bar of a message, `null` if the message cannot be rated, and the props for its element. */
export function useBar<Props extends BarProps>(
  props: Props,
  controlled?: TrackingClient,
): [bar: Bar | null, elementProps: Omit<Props, keyof BarProps>] {
  const {
    message,
    initialFeedback,
    disabled,
    readOnly,
    surface,
    reasons,
    labels: ownLabels,
    details,
    openOnRate,
    onSent,
    sentAction,
    metadata,
    onFeedbackChange,
    ...elementProps
  } = props;
  const context = useFeedbackContext();
  const labels = ownLabels ?? context.labels;
  const state = useMessageFeedbackModel(
    controlled ?? context.client,
    message,
    initialFeedback ?? (message && knownFeedback(context, message)),
  );
  if (state === null) return [null, elementProps];
  state.model.metadata = metadata;
  const { feedback, final } = state.view;
  const blocker = disabled || readOnly || final;
  const isNotRatable = disabled || (readOnly && !feedback.rating);
  const bar = {
    ...props,
    ...state,
    labels,
    details: details ?? context.details,
    openOnRate: openOnRate ?? context.openOnRate,
    getReasons: () => [
      reasons,
      callHost(() => context.resolveReasons?.(state.model.message)),
      context.reasons,
      labels.reasons,
    ],
    blocked: blocker === true ? (isNotRatable ? labels.notRatable : labels.final) : blocker || undefined,
    tracked: !!(context.onEvent || onFeedbackChange),
  };
  return [bar, elementProps];
}

/** The state and the options that the parts of one bar share. */
export interface Bar
  extends ModelAndView,
    Pick<FeedbackContextValue, 'labels'>,
    Readonly<Omit<BarProps, 'message' | 'initialFeedback' | 'labels' | 'reasons'>> {
  /** For `mergeReasons`. A function, so that an untouched `FeedbackBar` does not compute them. */
  readonly getReasons: () => ReasonsOptionsInOrder;
  /** Why the user cannot change the rating, as a text; `undefined` if the user can. */
  readonly blocked: string | undefined;
  /** Whether the host listens to this bar. If not, `FeedbackBar` does not load `UsageTracker`. */
  readonly tracked: boolean;
}

/** Props of `FeedbackBar` and `MessageFeedback.Root`. */
export interface BarProps extends BarOptions {
  /**
   * The message to rate. A message without an id yet, such as one that still streams, has a
   * `pendingId`. With `null`, for a message that cannot be rated, nothing is rendered.
   */
  message: RatedMessage | null;
  /** Feedback from your own data, shown from the first paint until newer feedback is known. */
  initialFeedback?: Feedback | undefined;
  /**
   * Keeps the buttons in place and in the tab order, but they do nothing. A press shows why:
   * your string, or a default text. Open details close, and unsent text stays as a draft.
   * @default false
   */
  disabled?: boolean | string | undefined;
  /**
   * Shows the feedback, reasons and comment included, but the user cannot change it. A press
   * shows why: your string, or a default text. Open details close, and unsent text stays as a draft.
   * @default false
   */
  readOnly?: boolean | string | undefined;
  /**
   * Where the details open. `popover`: at the pressed button. `sheet`: at the bottom of the screen,
   * above an on-screen keyboard. `auto`: a sheet on small screens, otherwise a popover. `inline`:
   * in the flow of the page, where they move the content below; they open on request, and with a
   * rating only if `openOnRate` is set.
   * @default 'auto'
   */
  surface?: DetailsSurface | undefined;
  /**
   * The reasons to choose from. A rating without reasons here gets the provider's. Pass the same object
   * in every render.
   */
  reasons?: FeedbackReasonsOptions | undefined;
  /** All texts of this bar, and their language. @default the provider's */
  labels?: FeedbackLabels | undefined;
  /** Called when the shown feedback changes, for a host that keeps its own copy. */
  onFeedbackChange?: OnFeedbackChange | undefined;
}

/**
 * `submitted`: the user changed the feedback on this page. `read`: it came from the server or
 * another tab, or the page knew it before this bar mounted. `refused`: the proxy refused the user's
 * change, or your `redact` threw; the feedback is the server's or, if that is unknown, the last that you
 * chose.
 */
export interface FeedbackChangeDetails {
  readonly reason: 'submitted' | 'read' | 'refused';
  /**
   * Keeps the user's change from being submitted. Present only if you control the feedback and the
   * user makes the change in this bar. Call it before `onFeedbackChange` returns.
   */
  readonly cancel?: () => void;
}

export type OnFeedbackChange = (feedback: Feedback, details: FeedbackChangeDetails) => void;

export type DetailsSurface = 'popover' | 'inline' | 'sheet' | 'auto';
