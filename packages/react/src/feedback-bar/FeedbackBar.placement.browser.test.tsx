import type * as React from 'react';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });

describe('the place of the popover', () => {
  it('is below the bar where there is room, at the pressed thumb', async () => {
    await openPopover({ answer: 100, inlineSize: 600 });
    const thumb = boxOf(dislike);
    await expect.poll(() => boxOf(dialog).top).toBeCloseTo(thumb.bottom + 8, 0);
    expect(boxOf(dialog).left).toBeCloseTo(thumb.left, 0);
  });

  it('is below the bar and shorter where at least 256 pixels are left', async () => {
    await openPopover({ answer: 400, inlineSize: 600 });
    const thumb = boxOf(dislike);
    await expect.poll(() => boxOf(dialog).top).toBeCloseTo(thumb.bottom + 8, 0);
    expect(boxOf(dialog).bottom).toBeLessThanOrEqual(innerHeight - 8);
    expect(boxOf(dialog).height).toBeGreaterThanOrEqual(256);
    await expect.element(page.getByRole('button', { name: 'Send' })).toBeInViewport();
  });

  it('is beside the answer where there is no room below and the margin holds it', async () => {
    await openPopover({ answer: 660, inlineSize: 560 });
    const answer = boxOf(page.getByTestId('answer'));
    await expect.poll(() => boxOf(dialog).left).toBeGreaterThanOrEqual(answer.right);
    expect(boxOf(dialog).top).toBeGreaterThanOrEqual(0);
    expect(boxOf(dialog).bottom).toBeLessThanOrEqual(innerHeight);
    await page.getByRole('checkbox', { name: 'Incomplete' }).click();
  });

  it('is beside the answer on the other side where only that margin holds it', async () => {
    await openPopover({ answer: 660, inlineSize: 560, marginInlineStart: 440 });
    const answer = boxOf(page.getByTestId('answer'));
    await expect.poll(() => boxOf(dialog).right).toBeLessThanOrEqual(answer.left);
    expect(boxOf(dialog).left).toBeGreaterThanOrEqual(0);
  });

  it('is above the bar only where neither has room', async () => {
    await openPopover({ answer: 660, inlineSize: 900 });
    await expect.poll(() => boxOf(dialog).bottom).toBeLessThanOrEqual(boxOf(dislike).top);
    expect(boxOf(dialog).top).toBeGreaterThanOrEqual(0);
  });
});

describe('the sheet', () => {
  beforeEach(() => page.viewport(390, 500));

  it.each([
    ['in the middle of a transcript', 900],
    ['at the end of a transcript', 0],
  ])('leaves the end of the answer and the thumbs in sight %s', async (_where, after) => {
    const { scroller, height } = await openSheet(after);
    await expect.poll(() => boxOf(dialog).top - boxOf(dislike).bottom).toBeGreaterThanOrEqual(0);
    expect(boxOf(dislike).top).toBeGreaterThan(40);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(scroller.scrollHeight).toBe(height);
  });

  it('keeps Send in sight, and the upper part of the page', async () => {
    await openSheet(0);
    await expect.element(page.getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 1 });
    expect(boxOf(dialog).top).toBeGreaterThanOrEqual(143);
  });

  it('closes when its title is dragged down far enough', async () => {
    await openSheet(0);
    await drag(title(), [20, 60, 100], 400);
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
  });

  it('closes when it is flicked down', async () => {
    await openSheet(0);
    await drag(title(), [15, 30, 50], 16);
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('follows the finger and stays when it is dragged a little', async () => {
    await openSheet(0);
    const { top } = boxOf(dialog);
    const release = await dragWithoutRelease(title(), [20, 40, 60], 400);
    expect(boxOf(dialog).top).toBeCloseTo(top + 60, 0);
    release();
    await expect.poll(() => boxOf(dialog).top).toBeCloseTo(top, 0);
    await expect.element(dialog).toBeVisible();
  });

  it('is not dragged by its fields', async () => {
    await openSheet(0);
    await drag(page.getByRole('textbox', { name: 'Comment' }).element(), [40, 80, 120], 400);
    await expect.element(dialog).toBeVisible();
  });
});

beforeEach(() => window.scrollTo(0, 0));

async function openPopover({ answer, ...style }: React.CSSProperties & { answer: number }): Promise<void> {
  renderFeedback(
    <div data-testid="answer" style={style}>
      <div style={{ blockSize: answer }}>An answer.</div>
      <FeedbackBar message={{ messageId: 'message-1' }} surface="popover" />
    </div>,
  );
  await dislike.click();
  await expect.element(dialog).toBeVisible();
  await expect.poll(() => boxOf(dialog).top).toBeGreaterThanOrEqual(0);
  await settled();
}

async function openSheet(after: number) {
  renderFeedback(
    <div data-testid="transcript" style={{ blockSize: 500, overflow: 'auto' }}>
      <p style={{ blockSize: 600 }}>A long answer.</p>
      <FeedbackBar message={{ messageId: 'message-1' }} surface="sheet" />
      <div style={{ blockSize: after }} />
    </div>,
  );
  document.body.style.margin = '0';
  onTestFinished(() => document.body.removeAttribute('style'));
  const scroller = page.getByTestId('transcript').element();
  const height = scroller.scrollHeight;
  scroller.scrollTop = 600 - 400;
  await dislike.click();
  await expect.element(dialog).toBeVisible();
  await settled();
  return { scroller, height };
}

function settled() {
  return Promise.all(
    dialog
      .element()
      .getAnimations()
      .map(({ finished }) => finished),
  );
}

function title(): Element {
  return page.getByRole('heading', { name: 'What went wrong?' }).element();
}

function boxOf(locator: { element(): Element }): DOMRect {
  return locator.element().getBoundingClientRect();
}

/** A drag in steps, each of which takes so many milliseconds by the events' own clock. */
async function drag(element: Element, steps: readonly number[], msPerStep: number): Promise<void> {
  const release = await dragWithoutRelease(element, steps, msPerStep);
  release();
}

async function dragWithoutRelease(element: Element, steps: readonly number[], msPerStep: number) {
  const { left, top } = element.getBoundingClientRect();
  let at = performance.now();
  let y = top + 4;
  const point = (type: string) => {
    const event = new PointerEvent(type, {
      pointerId: 7,
      isPrimary: true,
      pointerType: 'touch',
      clientX: left + 10,
      clientY: y,
      bubbles: true,
      cancelable: true,
    });
    Object.defineProperty(event, 'timeStamp', { value: at });
    element.dispatchEvent(event);
  };
  point('pointerdown');
  for (const step of steps) {
    at += msPerStep;
    y = top + 4 + step;
    point('pointermove');
  }
  return () => {
    at += msPerStep;
    point('pointerup');
  };
}
