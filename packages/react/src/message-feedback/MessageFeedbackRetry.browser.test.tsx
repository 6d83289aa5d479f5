import { createScriptedSubmit } from '@message-feedback/core/testing';
import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { makeUnreachable } from '../../test/unreachable.ts';
import { MessageFeedback } from '../index.ts';

describePart('Retry', {
  element: <MessageFeedback.Retry />,
  tag: 'button',
  submit() {
    const submit = createScriptedSubmit();
    makeUnreachable(submit);
    return submit;
  },
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (_part, submit) => submit.received.length,
  },
});
