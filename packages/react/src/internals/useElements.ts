'use client';
import * as React from 'react';
import type { MessageFeedbackRootContextValue } from '../message-feedback/MessageFeedbackRootContext.ts';

/** The elements of one bar that others of its parts point or move to, and what their ids begin with. */
export function useElements(): Pick<MessageFeedbackRootContextValue, 'buttons' | 'commentField' | 'id'> {
  const id = React.useId();
  const [elements] = React.useState(() => ({
    id,
    buttons: { like: React.createRef<HTMLButtonElement>(), dislike: React.createRef<HTMLButtonElement>() },
    commentField: React.createRef<HTMLTextAreaElement>(),
  }));
  return elements;
}
