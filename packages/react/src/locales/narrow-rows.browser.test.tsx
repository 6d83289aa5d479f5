import type { FeedbackItem } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { makeUnreachable } from '../../test/unreachable.ts';
import { FeedbackBar, FeedbackProvider } from '../index.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { FeedbackLabels } from './labels.ts';
import { ptBR } from './pt-BR.ts';
import { zhHans } from './zh-Hans.ts';
import { zhHant } from './zh-Hant.ts';
import '../styles.css';

const LANGUAGES = [en, zhHans, zhHant, ja, ko, es, fr, de, ptBR, ar];
/** A narrow phone and a usual one, less the margins of a chat. */
const WIDTHS = [320 - 32, 390 - 32];
/** Buttons for fingers, which leave the least room for texts. */
const TARGET = '2.75rem';
const REASONS = { allowCustom: true };
/** No status goes away while all languages are measured. */
const LONGER_THAN_THE_TEST_MS = 3_600_000;

/** A bar for each thing that a status can say. */
const STATES = ['thanked', 'explained', 'unsent', 'refused', 'final'] as const;

// Only the kit's timers are faked.
beforeEach(fakeClock);

it('cuts nothing, and puts a status of more than two lines on its own, at 320 and 390 pixels in every language', async () => {
  const submit = createScriptedSubmit({ items: [finalDislike] });
  const userId = uniqueUserId();
  const show = (labels: FeedbackLabels, width: number) => (
    <FeedbackProvider
      submit={submit}
      userId={userId}
      labels={labels}
      reasons={REASONS}
      undoMs={LONGER_THAN_THE_TEST_MS}
    >
      <div dir={labels === ar ? 'rtl' : 'ltr'} style={{ inlineSize: width, fontFamily: 'sans-serif' }}>
        {STATES.map((state) => (
          <section key={state} aria-label={state}>
            <div style={{ display: 'flex', alignItems: 'flex-start' }}>
              <button type="button" aria-label="Copy" style={ICON} />
              <button type="button" aria-label="Regenerate" style={ICON} />
              <FeedbackBar message={{ messageId: state }} style={SIZE} surface="inline" />
            </div>
          </section>
        ))}
        <section aria-label="panel">
          <FeedbackBar message={{ messageId: 'panel' }} surface="inline" />
        </section>
      </div>
    </FeedbackProvider>
  );
  const { rerender } = render(show(en, 390));

  await press('thanked', en.rating.like);
  await says('thanked', en.saved);
  await press('explained', en.rating.dislike);
  await says('explained', en.saved);
  await press('panel', en.rating.dislike);
  await press('panel', en.addDetails);
  await userEvent.fill(page.getByRole('textbox', { name: en.comment }), 'x'.repeat(251));
  await press('final', en.rating.like);
  await says('final', en.final);
  submit.failNext('message_not_found');
  await press('refused', en.rating.like);
  await says('refused', en.refused.message_not_found);
  makeUnreachable(submit);
  await press('unsent', en.rating.dislike);
  await says('unsent', en.delayed);

  const found = [];
  for (const width of WIDTHS) {
    for (const labels of LANGUAGES) {
      rerender(show(labels, width));
      expect(textsOf('thanked')).toEqual(new Set([labels.saved, labels.undo]));
      expect(textsOf('explained')).toEqual(new Set([labels.addDetails, labels.saved, labels.undo]));
      expect(textsOf('unsent')).toEqual(new Set([labels.addDetails, labels.delayed, labels.retry]));
      expect(textsOf('refused')).toEqual(new Set([labels.refused.message_not_found]));
      expect(textsOf('final')).toEqual(new Set([labels.viewDetails, labels.final]));
      const faults = { cut: cut(), overlapping: overlapping(), squeezed: squeezed() };
      if (Object.values(faults).flat().length > 0) found.push({ language: labels.locale, width, faults });
    }
  }
  expect(found).toEqual([]);
});

const ICON = { flex: 'none', inlineSize: TARGET, blockSize: TARGET };
const SIZE = { '--message-feedback-size': TARGET } as React.CSSProperties;

const finalDislike: FeedbackItem = {
  messageId: 'final',
  feedback: { rating: 'dislike', reasons: [], comment: 'No.' },
  stamp: '001700000000000-00000-z',
  undoUntil: null,
  final: true,
};

const section = (name: string) => page.getByRole('region', { name });

// Forced, because Playwright waits until a button without `aria-disabled`.
const press = (name: string, label: string) =>
  section(name).getByRole('button', { name: label, exact: true }).click({ force: true });

const says = (name: string, text: string) =>
  expect.element(section(name).getByRole('status').first()).toHaveTextContent(text);

/** The texts of a bar. */
function textsOf(name: string): ReadonlySet<string> {
  const bar = section(name).getByRole('group').first().element();
  const texts = [...bar.querySelectorAll('[data-feedback-part="action"], [role="status"]')];
  return new Set(texts.map((element) => element.textContent ?? '').filter((text) => text !== ''));
}

const PARTS = '.message-feedback > *, .message-feedback-details *';

/** Elements that are wider than their bar or panel, or have more text than they show. */
function cut(): string[] {
  return [...document.querySelectorAll<HTMLElement>(PARTS)]
    .filter((element) => !element.matches('[rows]'))
    .filter((element) => {
      const room = element.closest('section')?.getBoundingClientRect();
      const { left, right, width } = element.getBoundingClientRect();
      if (room === undefined || width <= 1) return false;
      return left < room.left - 1 || right > room.right + 1 || element.scrollWidth > element.clientWidth + 1;
    })
    .map(described);
}

/** Pairs of neighbours in a bar, of chips, or of buttons in a footer that cover each other. */
function overlapping(): string[] {
  const groups = document.querySelectorAll(
    '.message-feedback, [data-feedback-part="reasons"], [data-feedback-part="footer"]',
  );
  return [...groups].flatMap((group) => {
    const seen = [...group.children].filter((element) => element.clientWidth > 1);
    return seen.flatMap((element, index) =>
      seen
        .slice(index + 1)
        .filter((other) => overlap(element, other))
        .map((other) => `${described(element)} × ${described(other)}`),
    );
  });
}

/** Bars whose status is squeezed beside "Add details": two lines fit there, a longer one goes below. */
function squeezed(): string[] {
  return [...document.querySelectorAll('.message-feedback:has([aria-expanded])')]
    .filter((bar) => {
      const [details, status] = [bar.querySelector('[aria-expanded]'), bar.querySelector('[role="status"]')];
      if (details === null || status === null) return true;
      const text = document.createRange();
      text.selectNodeContents(status);
      const isBeside = status.getBoundingClientRect().top < details.getBoundingClientRect().bottom - 0.5;
      return isBeside && text.getClientRects().length > 2;
    })
    .map(described);
}

function overlap(one: Element, other: Element): boolean {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  const beside = a.right <= b.left + 0.5 || b.right <= a.left + 0.5;
  return !beside && a.bottom > b.top + 0.5 && b.bottom > a.top + 0.5;
}

const described = (element: Element) =>
  `${element.getAttribute('data-feedback-part') ?? element.tagName}: ${element.textContent}`;
