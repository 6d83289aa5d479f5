'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import type { DetailsSurface } from '../bar/useBar.ts';
import type { SurfaceProps } from '../details/surface-options.ts';
import { useCloseWhenBlocked } from '../details/useCloseWhenBlocked.ts';
import { useDetailsSurface } from '../details/useDetailsSurface.ts';
import { type PartProps, withoutUndefined } from '../internals/part-element.ts';
import type { SurfaceOptions } from '../internals/surface-place.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * The surface for reasons and a comment, at the pressed button. Its code loads when the user shows
 * intent, and it is mounted only while open. For the styles of `styles.css`, give it the class
 * `message-feedback-details`.
 * Renders a `<div role="dialog">` element, or inline a `<div role="group">`; give it a
 * `DetailsTitle`.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Details className="message-feedback-details">
 *   <MessageFeedback.DetailsTitle />
 *   <MessageFeedback.Reasons />
 *   <MessageFeedback.CommentLabel />
 *   <MessageFeedback.Comment />
 *   <MessageFeedback.CommentError />
 *   <MessageFeedback.Send />
 *   <MessageFeedback.Close />
 * </MessageFeedback.Details>
 * ```
 */
export const MessageFeedbackDetails = React.forwardRef(function MessageFeedbackDetails(
  { surface, side, align, sideOffset, container, collisionBoundary, ...props }: MessageFeedbackDetailsProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const root = useMessageFeedbackRootContext('Details');
  const close = useCloseWhenBlocked(root);
  const open = root.view.detailsFor !== null && !close;
  const Surface = useDetailsSurface(surface ?? root.surface, root.model);
  const { current: provider } = useFeedbackContext().latest;
  const place: SurfaceOptions = {
    side: side ?? provider.side,
    align: align ?? provider.align,
    sideOffset: sideOffset ?? provider.sideOffset,
    container: container ?? provider.container,
    collisionBoundary: collisionBoundary ?? provider.collisionBoundary,
  };
  // The key, because the details of the other rating open at its own button and take focus.
  return Surface !== null && open ? (
    <Surface
      key={root.view.detailsFor}
      lang={root.labels.locale}
      {...withoutUndefined(props)}
      {...place}
      ref={forwardedRef}
    />
  ) : null;
});

export interface MessageFeedbackDetailsState extends MessageFeedbackRootState {
  /**
   * Where the details are.
   * @selector [data-surface="popover"], [data-surface="inline"], [data-surface="sheet"]
   */
  surface: Exclude<DetailsSurface, 'auto'>;
}

export interface MessageFeedbackDetailsProps
  extends PartProps<'div', MessageFeedbackDetailsState>,
    Omit<SurfaceProps, keyof PartProps<'div', never>> {
  /** Overrides the surface of `Root`. Set `inline` on `Root`, so that by default a rating opens nothing. */
  surface?: DetailsSurface | undefined;
}
