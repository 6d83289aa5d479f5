'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { useFocusReturn } from '../bar/useFocusReturn.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { callHost } from '../internals/host-call.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';
import { useLatestOptions } from '../provider/useLatestOptions.ts';

/**
 * What `sentAction` of `Root` or of the provider offers after Send, for as long as the thank-you is
 * shown.
 * Renders a `<span>` element, or nothing while there is nothing to offer.
 *
 * @example
 * ```tsx
 * <MessageFeedback.SentAction className="again" />
 * ```
 */
export const MessageFeedbackSentAction = React.forwardRef(function MessageFeedbackSentAction(
  props: MessageFeedbackSentActionProps,
  forwardedRef: React.ForwardedRef<HTMLSpanElement>,
) {
  const { feedback, notice } = useMessageFeedbackRootContext('SentAction').view;
  // Only Send adds reasons and a comment, and every new rating drops them.
  const hasDetails = feedback.reasons.length > 0 || feedback.comment !== '';
  return notice === 'confirmed' && hasDetails ? <Offer {...props} ref={forwardedRef} /> : null;
});

const Offer = React.forwardRef(function Offer(
  props: MessageFeedbackSentActionProps,
  forwardedRef: React.ForwardedRef<HTMLSpanElement>,
) {
  const { model, view, sentAction } = useMessageFeedbackRootContext('SentAction');
  const provider = useLatestOptions();
  const offered = callHost(() =>
    (sentAction ?? provider.sentAction)?.(view.feedback, { message: model.message }),
  );
  return offered ? (
    <Slot {...props} ref={forwardedRef}>
      {offered}
    </Slot>
  ) : null;
});

const Slot = React.forwardRef(function Slot(
  { render, ...elementProps }: MessageFeedbackSentActionProps & React.PropsWithChildren,
  forwardedRef: React.ForwardedRef<HTMLSpanElement>,
) {
  const { state } = useMessageFeedbackRootContext('SentAction');
  const slot = React.useRef<HTMLSpanElement>(null);
  const refs = React.useMemo(() => composeRefs(slot, forwardedRef), [forwardedRef]);
  useFocusReturn('SentAction', slot);
  return renderPart('span', render, state, {
    'data-feedback-part': 'sent-action',
    ...withoutUndefined(elementProps),
    ref: refs,
  });
});

export interface MessageFeedbackSentActionState extends MessageFeedbackRootState {}

export interface MessageFeedbackSentActionProps
  extends PartProps<'span', MessageFeedbackSentActionState>,
    Omit<ElementProps<'span'>, 'children'> {}
