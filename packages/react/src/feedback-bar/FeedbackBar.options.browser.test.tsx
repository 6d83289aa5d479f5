import type { RatedMessage } from '@message-feedback/core';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { en } from '../locales/en.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog');
const comment = page.getByRole('textbox', { name: 'Comment' });
const addDetails = page.getByRole('button', { name: 'Add details' });
const names = () =>
  page
    .getByRole('checkbox')
    .elements()
    .map((element) => element.closest('label')?.textContent);

const blurry = { dislike: [{ id: 'blurry', label: 'Blurry' }] };
const slow = { dislike: [{ id: 'slow', label: 'Slow' }] };

describe('<FeedbackBar reasons />', () => {
  it('offers reasons of its own instead of the provider’s', async () => {
    renderFeedback(<FeedbackBar message={message} reasons={blurry} />, { reasons: slow });
    await dislike.click();
    await expect.poll(names).toEqual(['Blurry']);
  });

  it('leaves what its reasons do not say to the provider', async () => {
    renderFeedback(<FeedbackBar message={message} reasons={{ allowCustom: true }} />, { reasons: slow });
    await dislike.click();
    await expect.poll(names).toEqual(['Slow']);
    await expect.element(page.getByRole('textbox', { name: 'Your own reason' })).toBeVisible();
  });

  it('leaves what is undefined in its reasons to the provider', async () => {
    const own = { dislike: undefined, allowCustom: undefined, sendAs: undefined };
    const { submit } = renderFeedback(<FeedbackBar message={message} reasons={own} />, {
      reasons: { ...slow, sendAs: 'id' },
    });
    await dislike.click();
    await expect.poll(names).toEqual(['Slow']);
    await page.getByRole('checkbox', { name: 'Slow' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['slow']);
  });

  it('offers the reasons that the provider resolves for the message', async () => {
    const resolveReasons = ({ messageId }: RatedMessage) => (messageId === 'image' ? blurry : undefined);
    renderFeedback(
      <>
        <FeedbackBar message={message} />
        <FeedbackBar message={{ messageId: 'image' }} />
      </>,
      { reasons: slow, resolveReasons },
    );
    await dislike.first().click();
    await expect.poll(names).toEqual(['Slow']);
    await userEvent.keyboard('{Escape}');
    await dislike.nth(1).click();
    await expect.poll(names).toEqual(['Blurry']);
  });

  it('does not ask the provider to resolve reasons before the user points at the bar', async () => {
    const resolveReasons = vi.fn(() => slow);
    renderFeedback(<FeedbackBar message={message} />, { resolveReasons });
    await expect.element(dislike).toBeVisible();
    expect(resolveReasons).not.toHaveBeenCalled();
    await dislike.click();
    await expect.poll(names).toEqual(['Slow']);
  });

  it('offers the provider’s reasons if resolving them throws', async () => {
    const reported = vi.spyOn(globalThis, 'reportError').mockImplementation(() => {});
    const thrown = new Error('The host has a bug.');
    const resolveReasons = () => {
      throw thrown;
    };
    renderFeedback(<FeedbackBar message={message} />, { reasons: slow, resolveReasons });
    await dislike.click();
    await expect.poll(names).toEqual(['Slow']);
    expect(reported).toHaveBeenCalledWith(thrown);
  });

  it('prefers the reasons of its props to those that the provider resolves', async () => {
    renderFeedback(<FeedbackBar message={message} reasons={blurry} />, { resolveReasons: () => slow });
    await dislike.click();
    await expect.poll(names).toEqual(['Blurry']);
  });
});

describe('<FeedbackBar labels />', () => {
  it('names its buttons and its details by its own labels', async () => {
    const labels = { ...en, rating: { like: 'Nice image', dislike: 'Bad image' }, send: 'Report' };
    renderFeedback(
      <>
        <FeedbackBar message={message} labels={labels} />
        <FeedbackBar message={{ messageId: 'message-2' }} labels={undefined} />
      </>,
    );
    await expect.element(like).toBeVisible();
    await page.getByRole('button', { name: 'Bad image' }).click();
    await expect.element(page.getByRole('button', { name: 'Report' })).toBeVisible();
  });
});

describe('<FeedbackBar details />', () => {
  it('rates without details where they are off', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} details={false} />);
    await dislike.click();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(addDetails).not.toBeInTheDocument();
  });

  it('takes the provider’s setting, and can differ from it', async () => {
    renderFeedback(
      <>
        <FeedbackBar message={message} />
        <FeedbackBar message={{ messageId: 'message-2' }} details />
      </>,
      { details: false },
    );
    await dislike.first().click();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect.element(dialog).not.toBeInTheDocument();
    await dislike.nth(1).click();
    await expect.element(dialog).toBeVisible();
  });

  it('sends a comment with a like where details are on', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} details />);
    await like.click();
    await expect.element(page.getByRole('dialog', { name: 'What did you like?' })).toBeVisible();
    await comment.fill('Exactly what I needed.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => submit.stored.get('message-1')?.feedback)
      .toEqual({ rating: 'like', reasons: [], comment: 'Exactly what I needed.' });
  });
});

describe('<FeedbackBar openOnRate />', () => {
  it('opens the details on request only', async () => {
    renderFeedback(<FeedbackBar message={message} openOnRate={false} />);
    await dislike.click();
    await addDetails.click();
    await expect.element(dialog).toBeVisible();
  });

  it('opens no details with the rating where the provider says so', async () => {
    renderFeedback(<FeedbackBar message={message} />, { openOnRate: false });
    await dislike.click();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('opens inline details with the rating', async () => {
    renderFeedback(<FeedbackBar message={message} surface="inline" openOnRate />);
    await dislike.click();
    await expect.element(comment).toBeVisible();
  });
});

describe('<FeedbackBar side align sideOffset />', () => {
  const middle = { padding: '550px 500px' };
  const box = (element: Element) => element.getBoundingClientRect();

  it('opens the popover at the side that the host prefers', async () => {
    await page.viewport(1_200, 1_200);
    renderFeedback(
      <div style={middle}>
        <FeedbackBar message={message} surface="popover" side="top" align="end" sideOffset={24} />
      </div>,
    );
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    await expect.poll(() => Math.round(box(dislike.element()).top - box(dialog.element()).bottom)).toBe(24);
    expect(Math.abs(box(dialog.element()).right - box(dislike.element()).right)).toBeLessThan(1);
  });

  it('takes the provider’s place, and can differ from it', async () => {
    await page.viewport(1_200, 1_200);
    renderFeedback(
      <div style={middle}>
        <FeedbackBar message={message} surface="popover" side="bottom" />
      </div>,
      { side: 'top', sideOffset: 24 },
    );
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    await expect.poll(() => Math.round(box(dialog.element()).top - box(dislike.element()).bottom)).toBe(24);
  });
});

describe('<FeedbackProvider container />', () => {
  it('renders the details of every bar inside the element', async () => {
    const container = document.body.appendChild(document.createElement('div'));
    renderFeedback(<FeedbackBar message={message} />, { container });
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    expect(container.contains(dialog.element())).toBe(true);
    await userEvent.keyboard('{Escape}');
    container.remove();
  });
});
