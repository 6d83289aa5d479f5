'use client';
import * as React from 'react';
import type { Tell } from '../provider/feedback-event.ts';
import type { OnFeedbackChange } from './bar-props.ts';
import type { MessageFeedbackModel } from './MessageFeedbackModel.ts';

/** Tells what no press tells of the bar around it. Only there for hosts that listen. */
export function TellOfUse({ model, tell, onFeedbackChange }: TellOfUseProps): React.ReactElement {
  const mark = React.useRef<HTMLSpanElement>(null);
  useTellWhenSeen(mark, model, tell);
  useTellOfDetails(model, tell);
  useTellOfChange(model, onFeedbackChange);
  return <span hidden ref={mark} />;
}

export interface TellOfUseProps {
  readonly model: MessageFeedbackModel;
  readonly tell: Tell | undefined;
  readonly onFeedbackChange: OnFeedbackChange | undefined;
}

/** That half of the bar has come into view, once per message. */
function useTellWhenSeen(
  mark: React.RefObject<HTMLElement | null>,
  { message }: MessageFeedbackModel,
  tell: Tell | undefined,
): void {
  const name = message.pendingId ?? message.messageId;
  React.useEffect(() => {
    const bar = mark.current?.parentElement;
    if (!bar || !tell) return;
    const told = toldTo.get(tell) ?? new Set();
    toldTo.set(tell, told);
    if (told.has(name)) return;
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
function useTellOfDetails(model: MessageFeedbackModel, tell: Tell | undefined): void {
  const open = model.read().detailsFor !== null;
  React.useEffect(() => {
    if (!open || !tell) return;
    tell('details_opened', model.message);
    return () => {
      if (model.read().draft !== null) tell('abandoned_with_draft', model.message);
    };
  }, [open, model, tell]);
}

/** That other feedback is shown than before, from what the host gave at first on. */
function useTellOfChange(model: MessageFeedbackModel, onFeedbackChange: OnFeedbackChange | undefined): void {
  const { feedback, refusal, delivery } = model.read();
  const shown = React.useRef({ model, said: JSON.stringify(model.initialView.feedback) });
  React.useEffect(() => {
    const said = JSON.stringify(feedback);
    const before =
      shown.current.model === model ? shown.current.said : JSON.stringify(model.initialView.feedback);
    shown.current = { model, said };
    if (said === before) return;
    const here = delivery === 'settled' ? 'read' : 'said';
    onFeedbackChange?.(feedback, { reason: refusal === null ? here : 'refused' });
  }, [model, feedback, refusal, delivery, onFeedbackChange]);
}
