import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import {
  FeedbackBar,
  FeedbackControl,
  type FeedbackReceipt,
  MessageFeedback,
  type SubmitFeedback,
  useMessageFeedback,
} from '../index.ts';

const message = { messageId: 'message-1' };
const NONE = { rating: null, reasons: [], comment: '' } as const;

const dislike = () => page.getByRole('button', { name: 'Bad response' }).click();

describe('metadata', () => {
  it('travels with a press and with Send, as it is then, and the bar’s wins over the provider’s', async () => {
    const metadata = { app: '1', model: 'small' };
    const { submit, rerender } = renderFeedback(<FeedbackBar message={message} metadata={{ model: 'a' }} />, {
      metadata,
    });
    await dislike();
    await page.getByRole('textbox').fill('Wrong.');
    rerender(<FeedbackBar message={message} metadata={{ model: 'b' }} />);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => sent(submit))
      .toEqual([
        { app: '1', model: 'a' },
        { app: '1', model: 'b' },
      ]);
  });

  it('travels with parts, with Undo too, and is no attribute of an element', async () => {
    const { submit, container } = renderFeedback(
      <MessageFeedback.Root message={message} metadata={{ model: 'a' }}>
        <MessageFeedback.Dislike />
        <MessageFeedback.Undo />
      </MessageFeedback.Root>,
    );
    await dislike();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => sent(submit)).toEqual([{ model: 'a' }, { model: 'a' }]);
    expect(container.innerHTML).not.toContain('metadata');
  });

  it('travels with the hook, whose option wins over the metadata of a submitted feedback', async () => {
    const { submit } = renderFeedback(<Own />);
    await page.getByRole('button', { name: 'Rate' }).click();
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => sent(submit)).toEqual([{ model: 'a' }, { model: 'a' }]);
  });

  it('travels from a bar whose feedback the host controls, and changes nothing that it is told', async () => {
    const onFeedbackChange = vi.fn();
    const { submit } = renderFeedback(
      <FeedbackControl feedback={NONE} onFeedbackChange={onFeedbackChange}>
        <FeedbackBar message={message} metadata={{ model: 'a' }} />
      </FeedbackControl>,
      { metadata: { app: '1' } },
    );
    await dislike();
    await expect.poll(() => sent(submit)).toEqual([{ app: '1', model: 'a' }]);
    await expect.poll(() => onFeedbackChange.mock.calls.map(([{ rating }]) => rating)).toEqual(['dislike']);
  });

  it('that the server does not return is no change of the feedback', async () => {
    const onFeedbackChange = vi.fn();
    const scripted = createScriptedSubmit();
    const submit = Object.assign(
      (async (...call) => {
        const { feedback, ...receipt } = (await scripted(...call)) as FeedbackReceipt;
        return { ...receipt, feedback: { ...feedback, metadata: undefined } };
      }) satisfies SubmitFeedback,
      { ...scripted },
    );
    renderFeedback(<FeedbackBar message={message} onFeedbackChange={onFeedbackChange} />, {
      submit,
      metadata: { app: '1' },
    });
    await dislike();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks');
    expect(sent(submit)).toEqual([{ app: '1' }]);
    expect(onFeedbackChange).toHaveBeenCalledOnce();
  });

  it('that breaks a limit is left out with a warning, and the rating is kept', async () => {
    const warn = vi.mocked(console.warn);
    const metadata = { model: 'a', prompt: 'x'.repeat(513), version: 7 as unknown as string };
    const { submit } = renderFeedback(<FeedbackBar message={message} metadata={metadata} />);
    await vi.waitFor(async () => {
      await page.getByRole('button', { name: 'Good response' }).click();
      expect(warn.mock.calls.flat()).toEqual([
        'Message Feedback: The field "prompt" of metadata is not sent. Its value has more than 512 characters. Shorten it.',
        'Message Feedback: The field "version" of metadata is not sent. Its value is not a string. Send a string.',
      ]);
    });
    await expect.poll(() => sent(submit)[0]).toEqual({ model: 'a' });
    expect(submit.received[0]?.feedback.rating).toBe('like');
    warn.mockClear();
  });

  it('of the provider and the bar that have too many fields together is cut with a warning', async () => {
    const warn = vi.mocked(console.warn);
    const fields = (prefix: string) =>
      Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${prefix}${index}`, 'x']));
    const { submit } = renderFeedback(<FeedbackBar message={message} metadata={fields('bar')} />, {
      metadata: fields('app'),
    });
    await vi.waitFor(async () => {
      await page.getByRole('button', { name: 'Good response' }).click();
      expect(warn.mock.calls.flat()).toEqual([
        'Message Feedback: Some metadata is not sent. There are 18 fields, but 16 is the limit. Remove 2.',
      ]);
    });
    const { bar7: _, bar8: __, ...bar } = fields('bar');
    await expect.poll(() => sent(submit)[0]).toEqual({ ...fields('app'), ...bar });
    warn.mockClear();
  });

  it('that is no object costs neither the bar nor the rating', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} metadata={'text' as never} />, {
      metadata: ['text'] as never,
    });
    await dislike();
    await expect.poll(() => sent(submit)).toEqual([undefined]);
    vi.mocked(console.warn).mockClear();
  });
});

function sent({ received }: ReturnType<typeof createScriptedSubmit>) {
  return received.map(({ feedback }) => feedback.metadata);
}

function Own() {
  const { rate, submit } = useMessageFeedback(message, { metadata: { model: 'a' } });
  return (
    <>
      <button type="button" onClick={() => rate('like')}>
        Rate
      </button>
      <button
        type="button"
        onClick={() => submit({ rating: 'dislike', reasons: [], comment: '', metadata: { model: 'b' } })}
      >
        Submit
      </button>
    </>
  );
}
