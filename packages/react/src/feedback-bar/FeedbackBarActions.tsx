'use client';
import * as React from 'react';
import type { Bar } from '../internals/bar-props.ts';
import { completeWords } from '../internals/completeWords.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { MessageFeedbackDetailsTrigger } from '../message-feedback/MessageFeedbackDetailsTrigger.tsx';
import { MessageFeedbackRetry } from '../message-feedback/MessageFeedbackRetry.tsx';
import { MessageFeedbackRootContext } from '../message-feedback/MessageFeedbackRootContext.ts';
import { MessageFeedbackUndo } from '../message-feedback/MessageFeedbackUndo.tsx';

/** Undo, retry and the details, whose code is fetched once the person comes near. */
export function FeedbackBarActions({ bar }: FeedbackBarActionsProps): React.ReactElement {
  const id = React.useId();
  const { intended, detailsFor } = bar.view;
  const open = detailsFor !== null;
  const Details = useLazyComponent(details, intended, open);
  return (
    <MessageFeedbackRootContext.Provider value={{ ...bar, ...completeWords(bar), id }}>
      <MessageFeedbackDetailsTrigger />
      <MessageFeedbackUndo />
      <MessageFeedbackRetry />
      {Details !== null && open && <Details />}
    </MessageFeedbackRootContext.Provider>
  );
}

export interface FeedbackBarActionsProps {
  bar: Bar;
}

const details = lazyComponent<object>(
  async () => (await import('./FeedbackBarDetails.tsx')).FeedbackBarDetails,
);
