import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Root', {
  element: <MessageFeedback.Root message={{ messageId: 'message-1' }} />,
  tag: 'div',
  outside: 'There is no <FeedbackProvider> above this component',
});

describe('<MessageFeedback.Root />', () => {
  it('renders nothing for a message that accepts no rating', async () => {
    const load = async () => ({ items: [], restricted: [{ messageId: 'message-1', ratings: [] }] });
    renderFeedback(
      <MessageFeedback.Root message={{ messageId: 'message-1' }}>
        <MessageFeedback.Like />
        <MessageFeedback.Dislike />
        <MessageFeedback.Status />
      </MessageFeedback.Root>,
      { submit: Object.assign(createScriptedSubmit(), { load }) },
    );
    await expect.element(page.getByRole('group')).not.toBeInTheDocument();
  });
});
