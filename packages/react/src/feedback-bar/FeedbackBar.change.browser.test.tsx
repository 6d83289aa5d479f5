import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider, type FeedbackProviderProps } from '../provider/FeedbackProvider.tsx';
import { FeedbackBar, type FeedbackBarProps } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const message = { messageId: 'message-1' };
const NOTHING = { reasons: [], comment: '' };

describe('<FeedbackBar onFeedbackChange />', () => {
  it('reports the user’s complete feedback as submitted', async () => {
    const { changes } = show({});
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('No.');
    await page.getByRole('button', { name: 'Send' }).click();
    await dislike.click();
    await expect.poll(changes).toEqual([
      [{ ...NOTHING, rating: 'dislike' }, { reason: 'submitted' }],
      [{ rating: 'dislike', reasons: [], comment: 'No.' }, { reason: 'submitted' }],
      [{ ...NOTHING, rating: null }, { reason: 'submitted' }],
    ]);
  });

  it('reports saved feedback as read', async () => {
    const feedback = { ...NOTHING, rating: 'like' } as const;
    const stamp = '001700000000000-00000-z';
    const items = [{ messageId: 'message-1', feedback, stamp, undoUntil: null, final: false }];
    const { changes } = show({}, createScriptedSubmit({ items }));
    await expect.poll(changes).toEqual([[feedback, { reason: 'read' }]]);
  });

  it('reports what another tab submits as read, also before the proxy has confirmed it', async () => {
    const userId = uniqueUserId();
    const { changes } = show({}, createScriptedSubmit(), { userId });
    await expect.element(like).toBeVisible();
    const offline = createScriptedSubmit();
    offline.failAlways('network');
    const tab = (
      <FeedbackProvider submit={offline} userId={userId}>
        <FeedbackBar message={message} data-testid="other-tab" />
      </FeedbackProvider>
    );
    render(tab);
    await page.getByTestId('other-tab').getByRole('button', { name: 'Good response' }).click();
    await expect.poll(changes).toEqual([[{ ...NOTHING, rating: 'like' }, { reason: 'read' }]]);
  });

  it('reports feedback as submitted that another bar of the page has sent', async () => {
    const onFeedbackChange = vi.fn();
    renderFeedback(
      <>
        <FeedbackBar message={message} onFeedbackChange={onFeedbackChange} />
        <FeedbackBar message={message} />
      </>,
    );
    await like.nth(1).click();
    await expect
      .poll(() => onFeedbackChange.mock.calls)
      .toEqual([[{ ...NOTHING, rating: 'like' }, { reason: 'submitted' }]]);
  });

  it('does not report the host’s initial feedback', async () => {
    const { changes } = show({ initialFeedback: { ...NOTHING, rating: 'like' } });
    await dislike.click();
    await expect.poll(changes).toEqual([[{ ...NOTHING, rating: 'dislike' }, { reason: 'submitted' }]]);
  });

  it('reports a refusal, with the feedback that the server has', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    const { changes } = show({}, submit);
    await like.click();
    await expect.poll(changes).toEqual([
      [{ ...NOTHING, rating: 'like' }, { reason: 'submitted' }],
      [{ ...NOTHING, rating: null }, { reason: 'refused' }],
    ]);
  });

  it('does not report the same feedback from the server twice', async () => {
    const { changes } = show({});
    await like.click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    expect(changes()).toHaveLength(1);
  });

  it('does not report a press again as submitted when its row mounts again', async () => {
    const onFeedbackChange = vi.fn();
    const row = <FeedbackBar message={message} onFeedbackChange={onFeedbackChange} />;
    const { rerender } = renderFeedback(row);
    await like.click();
    await expect.poll(() => onFeedbackChange.mock.calls.length).toBe(1);
    rerender(<p>Another tab</p>);
    rerender(row);
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    const liked = { ...NOTHING, rating: 'like' };
    await expect
      .poll(() => onFeedbackChange.mock.calls)
      .toEqual([
        [liked, { reason: 'submitted' }],
        [liked, { reason: 'read' }],
      ]);
  });

  it('adds no element to bars whose host does not listen', async () => {
    show({});
    renderFeedback(<FeedbackBar message={{ messageId: 'other' }} data-testid="other" />);
    await like.nth(1).click();
    await expect.element(page.getByTestId('other').getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(page.getByTestId('other').element().querySelector('[hidden]')).toBeNull();
  });
});

function show(
  props: Partial<FeedbackBarProps>,
  submit = createScriptedSubmit(),
  provider: Pick<Partial<FeedbackProviderProps>, 'userId'> = {},
) {
  const onFeedbackChange = vi.fn();
  renderFeedback(<FeedbackBar message={message} onFeedbackChange={onFeedbackChange} {...props} />, {
    submit,
    ...provider,
  });
  return { changes: () => onFeedbackChange.mock.calls };
}
