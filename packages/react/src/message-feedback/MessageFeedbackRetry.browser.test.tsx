import { createScriptedSubmit } from '@message-feedback/core/testing';
import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Retry', {
  element: <MessageFeedback.Retry />,
  tag: 'button',
  submit() {
    // The next automatic attempt is then as late as possible.
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const submit = createScriptedSubmit();
    for (let attempt = 1; attempt < 5; attempt++) submit.failNext('network', { retryAfterMs: 0 });
    submit.failAlways('network');
    return submit;
  },
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (_part, submit) => submit.received.length,
  },
});
