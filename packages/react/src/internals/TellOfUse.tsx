'use client';
import * as React from 'react';
import type { Tell } from '../provider/feedback-event.ts';
import type { MessageFeedbackModel } from './MessageFeedbackModel.ts';

/** Tells what no press tells of the bar around it. Only there for hosts that listen. */
export function TellOfUse({ model, tell }: TellOfUseProps): React.ReactElement {
  const mark = React.useRef<HTMLSpanElement>(null);
  useTellWhenSeen(mark, model, tell);
  useTellOfDetails(model, tell);
  return <span hidden ref={mark} />;
}

export interface TellOfUseProps {
  readonly model: MessageFeedbackModel;
  readonly tell: Tell;
}

/** That half of the bar has come into view, once per message. */
function useTellWhenSeen(
  mark: React.RefObject<HTMLElement | null>,
  { message }: MessageFeedbackModel,
  tell: Tell,
): void {
  const name = message.pendingId ?? message.messageId;
  React.useEffect(() => {
    const bar = mark.current?.parentElement;
    const told = toldTo.get(tell) ?? new Set();
    toldTo.set(tell, told);
    if (!bar || told.has(name)) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        if (!told.has(name)) tell('shown', message);
        told.add(name);
      },
      { threshold: 0.5 },
    );
    observer.observe(bar);
    return () => observer.disconnect();
  }, [mark, message, name, tell]);
}

const toldTo = new WeakMap<Tell, Set<string | undefined>>();

/** That the details were opened, and that they were closed on words that nobody sent. */
function useTellOfDetails(model: MessageFeedbackModel, tell: Tell): void {
  const open = model.read().detailsFor !== null;
  React.useEffect(() => {
    if (!open) return;
    tell('details_opened', model.message);
    return () => {
      if (model.read().draft !== null) tell('abandoned_with_draft', model.message);
    };
  }, [open, model, tell]);
}
