'use client';
import * as React from 'react';
import type { DetailsPopoverProps } from '../internals/DetailsPopover.tsx';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.ts';

/**
 * The surface for reasons and a comment, anchored to the button that was pressed. Its code is fetched when the person comes
 * near the bar, and it is mounted only while open.
 * Renders a `<div role="dialog">` element; give it a `DetailsTitle`.
 */
export const MessageFeedbackDetails = React.forwardRef(function MessageFeedbackDetails(
  props: MessageFeedbackDetailsProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { view } = useMessageFeedbackRootContext('Details');
  const open = view.detailsFor !== null;
  const Surface = useLazyComponent(detailsPopover, view.intended, open);
  return Surface !== null && open ? <Surface {...props} ref={forwardedRef} /> : null;
});

export interface MessageFeedbackDetailsProps extends DetailsPopoverProps {}

const detailsPopover = lazyComponent<DetailsPopoverProps & React.RefAttributes<HTMLDivElement>>(
  async () => (await import('../internals/DetailsPopover.tsx')).DetailsPopover,
);
