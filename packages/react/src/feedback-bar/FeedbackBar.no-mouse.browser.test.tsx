import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { inTurn } from '../../test/sample.ts';
import { makeUnreachable } from '../../test/unreachable.ts';
import type { DetailsSurface } from '../bar/useBar.ts';
import { FeedbackBar, type FeedbackBarProps } from './FeedbackBar.tsx';

const before = page.getByRole('button', { name: 'Before' });
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const addDetails = page.getByRole('button', { name: 'Add details' });
const editDetails = page.getByRole('button', { name: 'Edit details' });
const undo = page.getByRole('button', { name: 'Undo' });
const status = page.getByRole('status');
const title = page.getByRole('heading', { name: 'What went wrong?' });
const chip = (name: string) => page.getByRole('checkbox', { name, exact: true });
const comment = page.getByRole('textbox', { name: 'Comment' });

const surfaces = inTurn<DetailsSurface>(['popover', 'sheet', 'inline']);

describe('without a mouse', () => {
  it.each(surfaces())(
    'with a %s, the user rates, chooses, adds a reason, comments and sends',
    async (surface) => {
      const { submit } = await show({ surface });
      await press('{Tab}', like);
      await press('{Tab}', dislike);
      await open(surface);
      await press(' ');
      await press('{Tab}', chip('Incomplete'));
      await press(' ');
      await press('{Tab}{Tab}{Tab}{Tab}', chip('Something else'));
      await press('{Tab}', page.getByRole('textbox', { name: 'Your own reason' }));
      await press('Too long{Enter}', page.getByRole('textbox', { name: 'Your own reason' }));
      await press('Too polite');
      await press('{Tab}', page.getByRole('button', { name: 'Add' }).last());
      await press('{Enter}', page.getByRole('textbox', { name: 'Your own reason' }));
      await press('{Shift>}{Tab}{/Shift}', chip('Too polite'));
      await press(' ');
      await expect.element(chip('Too polite')).not.toBeChecked();
      await press('{Tab}{Tab}{Tab}', comment);
      await press('Two steps{Enter}are missing.');
      await press('{Tab}', page.getByRole('button', { name: 'Send' }));
      await press('{Tab}', page.getByRole('button', { name: 'Close' }));
      await press('{Shift>}{Tab}{/Shift}{Enter}', surface === 'inline' ? editDetails : dislike);
      await expect.element(title).not.toBeInTheDocument();
      await expect
        .poll(() => submit.received.at(-1)?.feedback)
        .toEqual({
          rating: 'dislike',
          reasons: ['Not correct', 'Incomplete', 'Too long'],
          comment: 'Two steps\nare missing.',
        });
    },
  );

  it.each(surfaces())(
    'with a %s, Close and Escape keep the draft and return focus to what opened the details',
    async (surface) => {
      await show({ surface });
      await press('{Tab}{Tab}', dislike);
      await open(surface);
      comment.element().focus();
      await press('{Tab}{Tab}', page.getByRole('button', { name: 'Close' }));
      await press('{Enter}', surface === 'inline' ? addDetails : dislike);
      addDetails.element().focus();
      await press('{Enter}', chip('Not correct'));
      comment.element().focus();
      await press('Half a thou');
      await press('{Escape}', addDetails);
      await expect.element(title).not.toBeInTheDocument();
      await press('{Enter}', chip('Not correct'));
      await expect.element(comment).toHaveValue('Half a thou');
    },
  );

  it.each(surfaces())(
    'with a %s, Tab leaves the details in both directions, and they stay open',
    async (surface) => {
      await show({ surface });
      await press('{Tab}{Tab}', dislike);
      await open(surface);
      page.getByRole('button', { name: 'Close' }).element().focus();
      await press('{Tab}', page.getByRole('button', { name: 'After' }));
      await press('{Shift>}{Tab}{/Shift}', page.getByRole('button', { name: 'Close' }));
      chip('Not correct').element().focus();
      await press('{Shift>}{Tab}{/Shift}');
      expect(
        page.getByRole('group', { name: 'Rate this response' }).element().contains(document.activeElement),
      ).toBe(true);
      expect(title.element().parentElement?.contains(document.activeElement)).toBe(false);
      await press('{Escape}');
      await expect.element(title).not.toBeInTheDocument();
    },
  );

  it.each(surfaces())('with a %s, the field that prevents Send gets focus', async (surface) => {
    const { submit } = await show({ surface });
    await press('{Tab}{Tab}', dislike);
    await open(surface);
    await comment.fill('x'.repeat(251));
    await press('{Tab}{Enter}', comment);
    await press('{Backspace}{Tab}{Enter}', surface === 'inline' ? editDetails : dislike);
    await expect.poll(() => submit.received.at(-1)?.feedback.comment).toHaveLength(250);
  });

  it.each(surfaces())('with a %s, the user can read feedback that cannot change', async (surface) => {
    await show({
      surface,
      readOnly: true,
      initialFeedback: { rating: 'dislike', reasons: ['Incomplete'], comment: 'No.' },
    });
    await press('{Tab}{Tab}', dislike);
    await press('{Enter}', dislike);
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await press('{Tab}', page.getByRole('button', { name: 'View details' }));
    await press('{Enter}', chip('Incomplete'));
    await press(' ', chip('Incomplete'));
    await expect.element(chip('Incomplete')).toBeChecked();
    await press('{Tab}', comment);
    await press('{Tab}', page.getByRole('button', { name: 'Close' }));
    await press('{Enter}', page.getByRole('button', { name: 'View details' }));
  });

  it('the user switches, revokes with the same button, and undoes', async () => {
    const { submit } = await show({});
    await press('{Tab}{Enter}', like);
    await press('{Tab}{Enter}', chip('Not correct'));
    await press('{Escape}', dislike);
    await press('{Shift>}{Tab}{/Shift}{Enter}', like);
    await press('{Enter}', like);
    await expect.element(status).toHaveTextContent('Rating removed.');
    await press('{Enter}', like);
    await expect.element(undo).toBeVisible();
    await press('{Tab}{Tab}', undo);
    await press('{Enter}', like);
    await expect.element(undo).not.toBeInTheDocument();
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBe(null);
  });

  it('the user retries unsent feedback', async () => {
    const { submit } = await show({}, unreachable());
    await press('{Tab}{Enter}', like);
    await expect.element(page.getByRole('button', { name: 'Retry' })).toBeVisible();
    await press('{Tab}{Tab}', page.getByRole('button', { name: 'Retry' }));
    submit.failAlways(null);
    await press('{Enter}', like);
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
  });

  it('focus stays where it is when a rating is refused', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    await show({}, submit);
    await press('{Tab}{Enter}', like);
    await expect.element(status).toHaveTextContent('Not saved');
    await expect.element(like).toHaveFocus();
  });

  it('focus moves from Retry to the rating’s button when Retry disappears', async () => {
    const { submit } = await show({}, unreachable());
    await press('{Tab}{Enter}', like);
    const retry = page.getByRole('button', { name: 'Retry' });
    await expect.element(retry).toBeVisible();
    await press('{Tab}{Tab}', retry);
    submit.failAlways(null);
    window.dispatchEvent(new Event('online'));
    await expect.element(retry).not.toBeInTheDocument();
    await expect.element(like).toHaveFocus();
  });

  it('focus moves from Undo to the rating’s button when the rating becomes final', async () => {
    fakeClock();
    const undoUntil = new Date(Date.now() + 120_000).toISOString();
    const submit = createScriptedSubmit();
    const holding = async (...call: Parameters<typeof submit>) => ({ ...(await submit(...call)), undoUntil });
    await show({}, Object.assign(holding, submit) as ScriptedSubmit);
    await press('{Tab}{Enter}', like);
    await expect.element(undo).toBeVisible();
    await press('{Tab}{Tab}', undo);
    await vi.advanceTimersByTimeAsync(120_000);
    await expect.element(undo).not.toBeInTheDocument();
    await expect.element(like).toHaveFocus();
  });

  it('Tab leaves the bar and returns to it in reading order', async () => {
    await show({});
    await press('{Tab}', like);
    await press('{Enter}');
    await expect.element(undo).toBeVisible();
    await press('{Tab}', dislike);
    await press('{Tab}', undo);
    await press('{Tab}', page.getByRole('button', { name: 'After' }));
    await press('{Shift>}{Tab}{/Shift}', undo);
    await press('{Shift>}{Tab}{/Shift}{Shift>}{Tab}{/Shift}', like);
    await press('{Shift>}{Tab}{/Shift}', before);
  });
});

/** Rates with the focused button, and opens the details if the rating does not. */
async function open(surface: DetailsSurface): Promise<void> {
  await press('{Enter}');
  if (surface === 'inline') {
    await expect.element(addDetails).toBeVisible();
    await press('{Tab}', addDetails);
    await press('{Enter}');
  }
  await expect.element(chip('Not correct')).toHaveFocus();
}

/** Presses keys one by one. Focus never moves to the page, and ends on the given element. */
async function press(keys: string, focused?: Locator): Promise<void> {
  for (const key of keys.match(/\{Shift>\}\{Tab\}\{\/Shift\}|\{\w+\}|[^{}]+/g) ?? []) {
    await userEvent.keyboard(key);
    expect(document.activeElement === document.body, `focus is lost after ${key}`).toBe(false);
    await new Promise(requestAnimationFrame);
    expect(document.activeElement === document.body, `focus is lost a frame after ${key}`).toBe(false);
  }
  if (focused) await expect.element(focused).toHaveFocus();
}

async function show(props: Partial<FeedbackBarProps>, submit = createScriptedSubmit()) {
  renderFeedback(
    <>
      <button type="button">Before</button>
      <FeedbackBar message={{ messageId: 'message-1' }} {...props} />
      <button type="button">After</button>
    </>,
    { submit, reasons: { allowCustom: true } },
  );
  before.element().focus();
  return { submit };
}

function unreachable(): ScriptedSubmit {
  const submit = createScriptedSubmit();
  makeUnreachable(submit);
  return submit;
}
