'use client';
import * as React from 'react';
import { composeRefs } from '../internals/composed-refs.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.tsx';
import { useFocusReturn } from './useFocusReturn.ts';

/**
 * A button that is there only while its action is possible. If it disappears while it has focus,
 * focus moves to the rating's button: otherwise the browser would move it to the page.
 */
export const ActionButton = React.forwardRef(function ActionButton(
  { part, act, state, render, onClick, ...elementProps }: ActionButtonProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const button = React.useRef<HTMLButtonElement>(null);
  const refs = React.useMemo(() => composeRefs(button, forwardedRef), [forwardedRef]);
  const { model } = useMessageFeedbackRootContext(part);
  useFocusReturn(part, button);

  return renderPart('button', render, state as never, {
    type: 'button',
    'data-feedback-part': 'action',
    ...withoutUndefined(elementProps),
    ref: refs,
    onClick: composeEventHandlers(onClick, ({ currentTarget, detail, isTrusted }) => {
      // A double click is one press: the second click would close the details that the first has opened.
      if (detail > 1 && isTrusted) return;
      // A script, and some assistive technology, presses a button that had neither hover nor focus.
      model.element ??= currentTarget.closest('[role="group"]') ?? currentTarget.parentElement;
      act();
    }),
  });
});

export interface ActionButtonProps extends PartProps<'button', never>, ElementProps<'button'> {
  part: string;
  /** The part's state, which the host's functions get. */
  state: object;
  act: () => void;
}
