import { DEFAULT_CAPABILITIES } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { FeedbackBar, type FeedbackReasonsOptions, MessageFeedback } from '../index.ts';

describePart('Reasons', {
  element: <MessageFeedback.Reasons />,
  tag: 'fieldset',
  arrange: (dislike) => dislike.click(),
});

const send = page.getByRole('button', { name: 'Send' });
const chip = (name: string) => page.getByRole('checkbox', { name, exact: true });
const message = { messageId: 'message-1' };
const saved = {
  ...message,
  feedback: { rating: 'dislike', reasons: ['wrong'], comment: '' },
  stamp: '001600000000000-00000-a',
  undoUntil: null,
  final: false,
} as const;
const dislike = [
  { id: 'wrong', label: 'Not correct' },
  { id: 'other', label: 'Something else', wantsComment: true },
];

describe('<MessageFeedback.Reasons />', () => {
  it('sends the label that the user read', async () => {
    const submit = await open({ dislike });
    await chip('Not correct').click();
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['Not correct']);
  });

  it('sends ids on the host’s request, and shows the labels of saved ids', async () => {
    const submit = await open({ dislike, sendAs: 'id' });
    await chip('Not correct').click();
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['wrong']);
    await page.getByRole('button', { name: 'Edit details' }).click();
    await expect.element(chip('Not correct')).toBeChecked();
    expect(page.getByRole('checkbox').elements()).toHaveLength(2);
  });

  it('shows a saved id once, when its label arrives while the form is open', async () => {
    const submit = createScriptedSubmit({ items: [saved] });
    const bar = (reasons?: FeedbackReasonsOptions) => <FeedbackBar message={message} reasons={reasons} />;
    const error = vi.spyOn(console, 'error');
    const { rerender } = renderFeedback(bar({ sendAs: 'id', dislike: [] }), { submit });
    await page.getByRole('button', { name: 'Edit details' }).click();
    await expect.element(chip('wrong')).toBeChecked();
    rerender(bar({ sendAs: 'id', dislike }));
    await expect.element(chip('Not correct')).toBeChecked();
    expect(page.getByRole('checkbox').elements()).toHaveLength(2);
    expect(error).not.toHaveBeenCalled();
  });

  it('sends the id of an offered reason that the user writes', async () => {
    const submit = await open({ dislike, sendAs: 'id', allowCustom: true });
    await page.getByRole('textbox', { name: 'Your own reason' }).fill('not correct');
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['wrong']);
  });

  it('invites a comment with a reason that wants one, and sends without it too', async () => {
    const submit = await open({ dislike });
    await expect.element(page.getByRole('textbox', { name: 'Comment', exact: true })).toBeVisible();
    await chip('Something else').click();
    await expect.element(page.getByRole('textbox', { name: 'Tell us more' })).toBeVisible();
    await expect.element(chip('Something else')).toHaveFocus();
    await send.click();
    await expect
      .poll(() => submit.received.at(-1)?.feedback)
      .toMatchObject({ reasons: ['Something else'], comment: '' });
  });

  it('offers no reasons if the upstream takes none', async () => {
    await open({ dislike, allowCustom: true }, { reasons: 'none' });
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toBeVisible();
    expect(page.getByRole('checkbox').elements()).toEqual([]);
    expect(page.getByRole('textbox', { name: 'Your own reason' }).elements()).toEqual([]);
  });

  it('offers no reason that is too long for the upstream, and warns the developer', async () => {
    vi.mocked(console.warn).mockImplementation(() => {});
    const limits = { ...DEFAULT_CAPABILITIES.limits, reasonCharacters: 12 };
    await open({ dislike }, { limits });
    await expect.element(chip('Not correct')).toBeVisible();
    expect(chip('Something else').elements()).toEqual([]);
    await expect.poll(() => vi.mocked(console.warn)).toHaveBeenCalledOnce();
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('1 to 12 characters'));
    vi.mocked(console.warn).mockClear();
  });

  it('announces the limit at ten, in a live region that existed before', async () => {
    await open({
      dislike: Array.from({ length: 11 }, (_, index) => ({ id: `${index}`, label: `Reason ${index}` })),
    });
    const note = page.getByRole('group', { name: 'Reasons' }).element().querySelector('p[aria-live]');
    expect(note?.textContent).toBe('');
    for (let index = 0; index < 10; index++) await chip(`Reason ${index}`).click();
    await expect.element(chip('Reason 10')).toHaveAttribute('aria-disabled', 'true');
    await expect
      .element(chip('Reason 10'))
      .toHaveAccessibleDescription('You can choose up to 10. Clear one to choose another.');
    expect(note?.textContent).toContain('You can choose up to 10');
    expect(note?.isConnected).toBe(true);
  });

  it('hands the reasons to the host’s function, with a custom one and which are chosen', async () => {
    const initialFeedback = { rating: 'dislike', reasons: ['Not correct', 'Too loud'], comment: '' } as const;
    const { submit } = renderFeedback(
      <MessageFeedback.Root
        className="message-feedback"
        message={{ messageId: 'message-1' }}
        initialFeedback={initialFeedback}
      >
        <MessageFeedback.DetailsTrigger />
        <MessageFeedback.Details className="message-feedback-details">
          <MessageFeedback.Reasons>
            {(choices) =>
              choices.map(({ value, label, chosen }) => (
                <MessageFeedback.Reason key={value} reason={value}>
                  {`${chosen ? 'not ' : ''}add ${label}`}
                </MessageFeedback.Reason>
              ))
            }
          </MessageFeedback.Reasons>
          <MessageFeedback.Send />
        </MessageFeedback.Details>
      </MessageFeedback.Root>,
      { reasons: { dislike } },
    );
    await page.getByRole('button', { name: 'Edit details' }).click();
    await expect.element(chip('not add Not correct')).toBeChecked();
    await expect.element(chip('not add Too loud')).toBeChecked();
    await chip('add Something else').click();
    await chip('not add Too loud').click();
    await expect.element(chip('add Too loud')).not.toBeChecked();
    await send.click();
    await expect
      .poll(() => submit.received.at(-1)?.feedback.reasons)
      .toEqual(['Not correct', 'Something else']);
  });
});

async function open(
  reasons: FeedbackReasonsOptions,
  capabilities: Partial<typeof DEFAULT_CAPABILITIES> = {},
) {
  const submit = createScriptedSubmit();
  const tracked = { items: [], capabilities: { ...DEFAULT_CAPABILITIES, ...capabilities } };
  const load = async () => tracked;
  renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />, {
    submit: Object.assign(submit, { load }) as typeof submit,
    reasons,
  });
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.element(send).toBeVisible();
  return submit;
}
