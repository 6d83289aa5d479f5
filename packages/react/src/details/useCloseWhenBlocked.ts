'use client';
import * as React from 'react';
import type { MessageFeedbackRootContextValue } from '../bar/MessageFeedbackRootContext.tsx';
import { CLOSED } from '../bar/message-feedback-view.ts';

/**
 * Closes the details if the bar becomes blocked while the user may be writing in them: their fields
 * disappear, and the focus must not disappear with them. The text stays as a draft.
 * @returns whether they close with this render; the surface has to unmount as a whole to return the focus
 */
export function useCloseWhenBlocked({ model, view, blocked }: MessageFeedbackRootContextValue): boolean {
  const wereWritable = React.useRef(false);
  const open = view.detailsFor !== null;
  const close = open && blocked !== undefined && wereWritable.current;
  React.useLayoutEffect(() => {
    wereWritable.current = open && blocked === undefined;
    if (close) model.show({ ...CLOSED, notice: 'blocked' });
  });
  return close;
}
