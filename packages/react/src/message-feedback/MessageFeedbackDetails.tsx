'use client';
import * as React from 'react';
import type { DetailsSurface } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import type { SurfaceProps } from '../details/surface-options.ts';
import { useDetailsSurface } from '../details/useDetailsSurface.ts';

/**
 * The surface for reasons and a comment, anchored to the button that was pressed. Its code is fetched when the user comes
 * near the bar, and it is mounted only while open.
 * Renders a `<div role="dialog">` element, inline a `<div role="group">`; give it a `DetailsTitle`.
 */
export const MessageFeedbackDetails = React.forwardRef(function MessageFeedbackDetails(
  { surface, ...props }: MessageFeedbackDetailsProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const root = useMessageFeedbackRootContext('Details');
  const open = root.view.detailsFor !== null;
  const Surface = useDetailsSurface(surface ?? root.surface, root.view.hasIntent, open);
  // What the other rating asks opens anew, at its own button and with focus.
  return Surface !== null && open ? (
    <Surface key={root.view.detailsFor} {...props} ref={forwardedRef} />
  ) : null;
});

export interface MessageFeedbackDetailsState {
  /**
   * Where they are.
   * @selector [data-surface="popover"], [data-surface="inline"], [data-surface="sheet"]
   */
  surface: DetailsSurface;
}

export interface MessageFeedbackDetailsProps extends SurfaceProps {
  /** Where the details open, if not where `Root` says; inline, say it on `Root`, so that rating does not open them. */
  surface?: DetailsSurface | undefined;
}
