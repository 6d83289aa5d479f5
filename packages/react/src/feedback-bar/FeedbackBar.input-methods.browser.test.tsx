import { fireEvent } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { CONTROL, inputMethod } from '../../test/input-method.ts';
import { inTurn } from '../../test/sample.ts';
import type { DetailsSurface } from '../bar/useBar.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const comment = page.getByRole('textbox', { name: 'Comment' });
const customReason = page.getByRole('textbox', { name: 'Your own reason' });
const surface = () => page.getByRole('heading', { name: 'What went wrong?' });
const chip = (name: string) => page.getByRole('checkbox', { name, exact: true });

/** The text during the composition, and the committed text. */
const LANGUAGES: [language: string, steps: string[], text: string][] = [
  ['Chinese by Pinyin', ['n', 'ni', "ni'h", "ni'hao", '你好'], '你好'],
  ['Japanese', ['k', 'か', 'かn', 'かん', 'かんj', 'かんじ', '漢字'], '漢字'],
  ['Korean', ['ㅎ', '하', '한'], '한'],
];

const languages = inTurn(LANGUAGES);

describe('the details', () => {
  it.each(languages())(
    'while the user writes %s, leave Enter and Escape to the IME, and send the whole comment afterwards',
    async (_language, steps, text) => {
      const { submit } = await open('popover');
      await comment.click();
      await inputMethod.compose(...steps);
      await inputMethod.takes('Enter');
      await inputMethod.takes('Enter', CONTROL);
      await inputMethod.takes('Escape');
      await expect.element(surface()).toBeVisible();
      await expect.poll(() => submit.received).toHaveLength(1);
      await inputMethod.commit(text);
      await inputMethod.compose(...steps);
      await inputMethod.commit(text);
      await expect.element(comment).toHaveValue(text + text);
      await userEvent.keyboard('{Control>}{Enter}{/Control}');
      await expect.element(surface()).not.toBeInTheDocument();
      await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe(text + text);
    },
  );

  it.each(languages())(
    'while the user writes %s, add a custom reason with the Enter after the one that ends the composition',
    async (_language, steps, text) => {
      await open('popover');
      await customReason.click();
      await inputMethod.compose(...steps);
      await inputMethod.takes('Enter');
      await inputMethod.takes('Escape');
      await expect.element(customReason).toHaveValue(steps.at(-1) ?? '');
      expect(chip(text).elements()).toEqual([]);
      await inputMethod.commit(text);
      await userEvent.keyboard('{Enter}');
      await expect.element(chip(text)).toBeChecked();
      await expect.element(customReason).toHaveValue('');
    },
  );

  it.each(languages())(
    'while the user writes %s, cut nothing: they send 250 characters, and report one too many with 251',
    async (_language, steps, text) => {
      const { submit } = await open('popover');
      await comment.fill('误'.repeat(250 - text.length));
      await inputMethod.compose(...steps);
      await inputMethod.commit(text);
      const full = '误'.repeat(250 - text.length) + text;
      await expect.element(comment).toHaveValue(full);
      await inputMethod.compose(...steps);
      await inputMethod.commit(text);
      await expect.element(comment).toHaveValue(full + text);
      await page.getByRole('button', { name: 'Send' }).click();
      await expect.element(comment).toHaveAttribute('aria-invalid', 'true');
      await expect
        .element(comment)
        .toHaveAccessibleDescription(new RegExp(`Shorten it by ${text.length} character`));
      for (const _ of text) await userEvent.keyboard('{Backspace}');
      await page.getByRole('button', { name: 'Send' }).click();
      await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe(full);
    },
  );
});

it('counts 251 composed characters as one too many, and keeps all of them', async () => {
  await open('popover');
  await comment.fill('误'.repeat(250));
  await inputMethod.compose('w', 'wu', '误');
  await inputMethod.commit('误');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(comment).toHaveValue('误'.repeat(251));
  await expect
    .element(comment)
    .toHaveAccessibleDescription('The comment is too long. Shorten it by 1 character.');
});

it.each(inTurn<DetailsSurface>(['popover', 'sheet', 'inline'])())(
  'Escape ends a composition without closing the %s; the next Escape closes it',
  async (where) => {
    await open(where);
    await comment.click();
    await inputMethod.compose('k', 'か');
    await inputMethod.takes('Escape');
    await inputMethod.compose('');
    await expect.element(comment).toHaveValue('');
    await expect.element(surface()).toBeVisible();
    await expect.element(comment).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(surface()).not.toBeInTheDocument();
  },
);

// Safari ends the composition before the key event. The test creates these events, because no test
// runs in Safari.
describe.each([
  ['comment', comment],
  ['custom reason', customReason],
])('the %s in Safari', (_name, field: Locator) => {
  it('ignores the key that ended the composition', async () => {
    const { submit } = await open('popover');
    const element = field.element();
    await field.click();
    fireEvent.compositionStart(element);
    fireEvent.compositionUpdate(element, { data: '漢字' });
    fireEvent.input(element, { target: { value: '漢字' } });
    for (const key of ['Enter', 'Escape']) {
      fireEvent.compositionEnd(element, { data: '漢字' });
      fireEvent.keyDown(element, { key, keyCode: 229, isComposing: false, ctrlKey: key === 'Enter' });
      fireEvent.keyUp(element, { key, keyCode: key === 'Enter' ? 13 : 27 });
    }
    await expect.element(surface()).toBeVisible();
    await expect.element(field).toHaveValue('漢字');
    expect(chip('漢字').elements()).toEqual([]);
    await expect.poll(() => submit.received).toHaveLength(1);
  });
});

async function open(where: DetailsSurface) {
  const rendered = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} surface={where} />, {
    reasons: { allowCustom: true },
  });
  await page.getByRole('button', { name: 'Bad response' }).click();
  if (where === 'inline') await page.getByRole('button', { name: 'Add details' }).click();
  await expect.element(surface()).toBeVisible();
  // Wait for the first rating, so that the test can tell later submissions apart.
  await expect.poll(() => rendered.submit.received).toHaveLength(1);
  return rendered;
}
