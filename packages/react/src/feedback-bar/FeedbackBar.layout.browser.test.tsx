import type { FeedbackItem } from '@message-feedback/core';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { inTurn } from '../../test/sample.ts';
import { de } from '../locales/de.ts';
import { en } from '../locales/en.ts';
import { fr } from '../locales/fr.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

/** A narrow phone, and the column of a typical chat. */
const WIDTHS = [320, 640];
const LANGUAGES: [string, FeedbackLabels][] = [
  ['English', en],
  ['German', de],
  ['French', fr],
];

const languages = inTurn(LANGUAGES);

it('draws a pressed thumb in the colour of the text in forced colours, whatever the accent', async () => {
  const emulate = async (features: { name: string; value: string }[]) => {
    await cdp().send('Emulation.setEmulatedMedia', { features });
  };
  await emulate([{ name: 'forced-colors', value: 'active' }]);
  onTestFinished(() => emulate([]));
  renderFeedback(
    <div style={{ '--message-feedback-accent': '#ff00ff' } as React.CSSProperties}>
      <FeedbackBar message={{ messageId: 'message-1' }} />
    </div>,
  );
  await press(en.rating.like);
  await expect.element(button(en.rating.like)).toHaveAttribute('data-pressed');
  const inkOf = (name: string) => getComputedStyle(button(name).element(), '::before').backgroundColor;
  expect(inkOf(en.rating.like)).toBe(inkOf(en.rating.dislike));
});

describe.each(WIDTHS)('a bar in a row that is %i pixels wide', (width) => {
  it.each(languages())(
    'in %s, moves nothing during a rating, the thank-you, an undo and another rating',
    async (_language, labels) => {
      const { like, dislike } = labels.rating;
      const { unmoved } = show(labels, createScriptedSubmit());
      await press(like);
      await unmoved();
      await says(labels.saved);
      await expect.element(button(labels.undo)).toBeVisible();
      await unmoved();
      await press(labels.undo);
      await unmoved();
      await says(labels.undone);
      await unmoved();
      await press(dislike);
      await expect.element(page.getByRole('heading')).toBeVisible();
      await expect.element(button(labels.addDetails)).toBeVisible();
      await unmoved();
      await press(labels.close);
      await says(labels.saved);
      await unmoved();
    },
  );

  it.each(languages())(
    'in %s, moves nothing while a rating is slow, then delayed with Retry, and finally sent',
    async (_language, labels) => {
      const { dislike } = labels.rating;
      const submit = createScriptedSubmit();
      const answer = submit.pauseNext();
      // Each attempt is as late as possible.
      vi.spyOn(Math, 'random').mockReturnValue(0.999);
      submit.failAlways('network');
      const { unmoved } = show(labels, submit);
      await press(dislike);
      await press(labels.close);
      await expect.poll(() => submit.received).toHaveLength(1);
      vi.advanceTimersByTime(3_000);
      await says(labels.saving);
      await unmoved();
      answer.fail('network');
      vi.advanceTimersByTime(30_000);
      await says(labels.delayed);
      await expect.element(button(labels.retry)).toBeVisible();
      await expect.element(button(labels.addDetails)).toBeVisible();
      await unmoved();
      // An attempt that succeeds by itself would take Retry away before a slow machine presses it.
      vi.setTimerTickMode('manual');
      submit.failAlways(null);
      await press(labels.retry);
      vi.setTimerTickMode('interval');
      await unmoved();
      await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
      await unmoved();
    },
  );

  it.each(languages())('in %s, moves nothing when the rating is refused', async (_language, labels) => {
    const { like } = labels.rating;
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    const { unmoved } = show(labels, submit);
    await press(like);
    await says(labels.refused.message_not_found);
    await unmoved();
  });

  it.each(languages())(
    'in %s, moves nothing when the user presses a final rating',
    async (_language, labels) => {
      const { like, dislike } = labels.rating;
      const { unmoved } = show(labels, createScriptedSubmit({ items: [finalDislike] }));
      await expect.element(button(dislike)).toHaveAttribute('aria-disabled', 'true');
      await unmoved();
      await press(like);
      await says(labels.final);
      await expect.element(button(labels.viewDetails)).toBeVisible();
      await unmoved();
    },
  );

  it('takes no more height than its buttons', () => {
    show(en, createScriptedSubmit());
    const row = page.getByRole('group').element().parentElement;
    const like = button(en.rating.like).element();
    expect(row?.getBoundingClientRect().height).toBe(like.getBoundingClientRect().height);
  });

  function show(labels: FeedbackLabels, submit: ScriptedSubmit) {
    renderFeedback(
      <div data-testid="page" style={{ inlineSize: width, fontFamily: 'sans-serif', fontSize: 16 }}>
        <p data-box="">An answer.</p>
        <div style={{ display: 'flex' }}>
          <button type="button" aria-label="Copy" style={ICON} data-box="" />
          <FeedbackBar message={{ messageId: 'message-1' }} data-box="" />
          <button type="button" aria-label="More" style={ICON} data-box="" />
        </div>
        <p data-box="">The next message.</p>
      </div>,
      { submit, labels, undoMs: LONGER_THAN_ANY_TEST_MS },
    );
    const before = boxes();
    return {
      async unmoved() {
        await new Promise(requestAnimationFrame);
        expect(boxes()).toEqual(before);
        expect(outOfTheBar()).toEqual([]);
      },
    };
  }
});

// Only the kit's timers are faked; the test waits for the page itself.
beforeEach(fakeClock);

/** Undo stays, however slow the machine is: on the fake clock, time passes by itself, too. */
const LONGER_THAN_ANY_TEST_MS = 3_600_000;

/** Typical neighbours of a bar in a chat. */
const ICON = { flex: 'none', inlineSize: 32, blockSize: 32 };

const finalDislike: FeedbackItem = {
  messageId: 'message-1',
  feedback: { rating: 'dislike', reasons: [], comment: 'No.' },
  stamp: '001700000000000-00000-z',
  undoUntil: null,
  final: true,
};

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** The text as written: German and French texts contain no-break spaces. */
const says = (words: string) => expect.poll(() => page.getByRole('status').element().textContent).toBe(words);

// Forced, because Playwright waits until a button without `aria-disabled`.
const press = (name: string) => button(name).click({ force: true });

/**
 * The boxes of all elements that existed before the rating. The bar itself may grow into the empty
 * rest of the row.
 */
function boxes(): [string, DOMRect][] {
  const watched = document.querySelectorAll('[data-box]:not([role]), [data-box] > [data-rating]');
  return [...watched].map((element) => [
    element.ariaLabel ?? element.textContent ?? '',
    // As plain numbers, because Vitest considers any two `DOMRect`s equal.
    element.getBoundingClientRect().toJSON(),
  ]);
}

/** The elements of the bar that overlap their neighbours or each other. */
function outOfTheBar(): string[] {
  const bar = page.getByRole('group').first().element();
  const around = bar.getBoundingClientRect();
  const inside = [...bar.children].filter(
    (element) =>
      !element.matches('[role="dialog"], [data-radix-popper-content-wrapper]') && element.clientWidth > 0,
  );
  return inside
    .filter((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const over = inside.some((other) => other !== element && overlap(other, element));
      return over || left < around.left || right > around.right || top < around.top || bottom > around.bottom;
    })
    .map((element) => `${element.outerHTML} is at ${JSON.stringify(element.getBoundingClientRect())}`);
}

function overlap(one: Element, other: Element): boolean {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  const tolerance = 0.5;
  return (
    a.left < b.right - tolerance &&
    b.left < a.right - tolerance &&
    a.top < b.bottom - tolerance &&
    b.top < a.bottom - tolerance
  );
}
