import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
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

describe('<MessageFeedback.Retry />', () => {
  it('leaves focus on the thumb after the retry of a revocation, also without a Like', async () => {
    const { submit } = renderFeedback(
      <MessageFeedback.Root
        message={{ messageId: 'message-1' }}
        initialFeedback={{ rating: 'dislike', reasons: [], comment: '' }}
      >
        <MessageFeedback.Dislike />
        <MessageFeedback.Retry />
      </MessageFeedback.Root>,
    );
    makeUnreachable(submit);
    const dislike = page.getByRole('button', { name: 'Bad response' });
    await dislike.click();
    const retry = page.getByRole('button', { name: 'Retry' });
    await expect.element(retry).toBeVisible();
    retry.element().focus();
    submit.failAlways(null);
    await userEvent.keyboard('{Enter}');
    await expect.element(retry).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
  });
});
