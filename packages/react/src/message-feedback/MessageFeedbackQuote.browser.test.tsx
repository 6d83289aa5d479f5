import * as React from 'react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback, useSelectedPassage } from '../index.ts';

describePart('Quote', {
  element: <MessageFeedback.Quote passage="released in 2019" />,
  tag: 'button',
  beside: <MessageFeedback.Comment aria-label="Comment" />,
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: () => comment().value,
  },
});

const comment = () => page.getByRole('textbox', { name: 'Comment' }).element() as HTMLTextAreaElement;

describe('<MessageFeedback.Quote />', () => {
  it('quotes what the user selected, and moves focus behind the quote', async () => {
    const { submit } = renderFeedback(<Answer />);
    await select('released in 2019');
    await page.getByRole('button', { name: 'Bad response' }).click();
    await page.getByRole('button', { name: 'Quote the selected text' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveFocus();
    await userEvent.keyboard('No, in 2018.');
    await expect.poll(() => comment().value).toBe('> released in 2019\nNo, in 2018.');
    expect(page.getByRole('button', { name: 'Quote the selected text' }).elements()).toEqual([]);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => submit.received.at(-1)?.feedback.comment)
      .toBe('> released in 2019\nNo, in 2018.');
  });

  it('offers a passage again once the user has removed its quote, and another passage at once', async () => {
    renderFeedback(<Answer />);
    await page.getByRole('button', { name: 'Bad response' }).click();
    await select('released in 2019');
    const quote = page.getByRole('button', { name: 'Quote the selected text' });
    await quote.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('');
    await expect.element(quote).toBeVisible();
    await quote.click();
    await select('The first version');
    await expect.element(quote).toBeVisible();
  });

  it('is absent without a passage, and when the feedback can no longer change', async () => {
    const { rerender } = renderFeedback(<Form passage={' \n'} />);
    await page.getByRole('button', { name: 'Bad response' }).click();
    expect(page.getByRole('button', { name: 'Quote the selected text' }).elements()).toEqual([]);
    rerender(<Form passage="released" />);
    await expect.element(page.getByRole('button', { name: 'Quote the selected text' })).toBeVisible();
    rerender(<Form passage="released" readOnly />);
    await expect
      .element(page.getByRole('button', { name: 'Quote the selected text' }))
      .not.toBeInTheDocument();
  });
});

function Answer() {
  const answer = React.useRef<HTMLParagraphElement>(null);
  return (
    <>
      <p ref={answer}>The first version was released in 2019.</p>
      <Form passage={useSelectedPassage(answer)} />
    </>
  );
}

function Form({ passage, readOnly }: { passage: string; readOnly?: boolean }) {
  return (
    <MessageFeedback.Root message={{ messageId: 'message-1' }} readOnly={readOnly}>
      <MessageFeedback.Dislike />
      <MessageFeedback.Quote passage={passage} />
      <MessageFeedback.Comment aria-label="Comment" />
      <MessageFeedback.Send />
    </MessageFeedback.Root>
  );
}

async function select(text: string) {
  await expect.element(page.getByText('The first version was released in 2019.')).toBeVisible();
  const node = page.getByText('The first version was released in 2019.').element().firstChild as Text;
  const start = node.data.indexOf(text);
  getSelection()?.setBaseAndExtent(node, start, node, start + text.length);
}
