import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act } from '@testing-library/react';
import * as React from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { inTurn } from '../../test/sample.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import type { DetailsSurface } from '../bar/useBar.ts';
import { FeedbackProvider } from '../provider/FeedbackProvider.tsx';
import stylesheet from '../styles.css?inline';
import { FeedbackBar } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });
const incomplete = page.getByRole('checkbox', { name: 'Incomplete' });
const comment = page.getByRole('textbox', { name: 'Comment' });
const send = page.getByRole('button', { name: 'Send' });

const ROWS: [string, React.CSSProperties][] = [
  ['with a transform', { transform: 'translate(10px, 20px)' }],
  ['that clips', { overflow: 'hidden' }],
  ['with `contain: paint`', { contain: 'paint' }],
  ['with `content-visibility: auto`', { contentVisibility: 'auto' }],
  ['with a filter and a low z-index', { filter: 'opacity(1)', position: 'relative', zIndex: 0 }],
  ['of a virtual list', { position: 'absolute', transform: 'translateY(40px)', inlineSize: '100%' }],
];

const surfaces = inTurn<DetailsSurface>(['popover', 'sheet']);

describe('the details', () => {
  describe.each(ROWS)('in a row %s', (_name, style) => {
    it.each(surfaces())('are whole, on top and clickable as a %s', async (surface) => {
      renderFeedback(
        <>
          <Rows surface={surface} style={style} />
          <Composer />
        </>,
      );
      await dislike.click();
      await expectUsable();
    });
  });

  it.each(surfaces())('as a %s, are whole, on top and clickable in a modal dialog', async (surface) => {
    renderFeedback(
      <ModalDialog>
        <Rows surface={surface} style={{ overflow: 'hidden' }} />
      </ModalDialog>,
    );
    await dislike.click();
    await expectUsable();
  });

  it.each(surfaces())('as a %s, are whole, on top and clickable in a fullscreen element', async (surface) => {
    renderFeedback(<Fullscreen surface={surface} />);
    await page.getByRole('button', { name: 'Full screen' }).click();
    await expect.poll(() => document.fullscreenElement).not.toBeNull();
    await dislike.click();
    await expectUsable();
    await document.exitFullscreen();
  });

  describe('in a shadow root', () => {
    it.each(surfaces())('as a %s, are whole, on top and clickable', async (surface) => {
      renderInShadowRoot(surface);
      await dislike.click();
      await expectUsable();
    });

    it.each(surfaces())(
      'as a %s, get focus when they open, and return it after Escape, Send and Undo',
      async (surface) => {
        const focused = renderInShadowRoot(surface);
        await dislike.click();
        await expect.poll(() => focused() === dialog.query()).toBe(true);
        await userEvent.keyboard('{Escape}');
        await expect.element(dialog).not.toBeInTheDocument();
        expect(focused() === dislike.element()).toBe(true);
        await page.getByRole('button', { name: 'Add details' }).click();
        await expect.element(dialog).toBeVisible();
        await send.click();
        await expect.element(dialog).not.toBeInTheDocument();
        expect(focused()?.textContent).toBe('Add details');
        await page.getByRole('button', { name: 'Undo' }).click();
        await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
        expect(focused() === dislike.element()).toBe(true);
      },
    );

    it.each(surfaces())('as a %s, move focus to the field that prevents Send', async (surface) => {
      const focused = renderInShadowRoot(surface);
      await dislike.click();
      await comment.fill('x'.repeat(251));
      await send.click();
      await expect.poll(() => focused() === comment.element()).toBe(true);
    });
  });
});

describe('the details as a popover', () => {
  it('are whole, on top and clickable where the browser has no top layer', async () => {
    const { showPopover } = HTMLElement.prototype;
    onTestFinished(() => {
      HTMLElement.prototype.showPopover = showPopover;
    });
    HTMLElement.prototype.showPopover = () => {
      throw new DOMException('Not supported.', 'NotSupportedError');
    };
    renderFeedback(<Rows surface="popover" style={{}} />);
    await dislike.click();
    await expectUsable();
  });

  it('close when the host opens a dialog over them, and keep their text', async () => {
    const { rerender } = renderFeedback(<AskingPage asking={false} />);
    await dislike.click();
    await comment.fill('Half a thou');
    rerender(<AskingPage asking />);
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Delete' })).toHaveFocus();
    await page.getByRole('button', { name: 'Add details' }).click();
    await expect.element(comment).toHaveValue('Half a thou');
  });

  it('close when those of another bar open', async () => {
    renderFeedback(
      <>
        <FeedbackBar message={{ messageId: 'message-1' }} />
        <FeedbackBar message={{ messageId: 'message-2' }} />
      </>,
    );
    await dislike.first().click();
    await expect.element(dialog).toBeVisible();
    dislike.last().element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
    expect(dialog.elements()).toHaveLength(1);
  });
});

beforeEach(() => window.scrollTo(0, 0));

/** Every part of the surface is on the screen and above all else, and the form works. */
async function expectUsable(): Promise<void> {
  await expect.element(dialog).toBeVisible();
  const surface = dialog.element();
  await expect.poll(() => surface.getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
  await Promise.all(surface.getAnimations().map(({ finished }) => finished));
  const { left, top, right, bottom } = surface.getBoundingClientRect();
  expect(bottom - top).toBeGreaterThan(200);
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(innerWidth);
  expect(bottom).toBeLessThanOrEqual(innerHeight);
  const tree = surface.getRootNode() as Document | ShadowRoot;
  for (const x of [left + 20, (left + right) / 2, right - 20]) {
    for (const y of [top + 20, (top + bottom) / 2, bottom - 20]) {
      const hit = tree.elementFromPoint(x, y);
      expect(surface.contains(hit), `${hit?.outerHTML} is over the details at ${x}, ${y}`).toBe(true);
    }
  }
  await incomplete.click();
  await expect.element(incomplete).toBeChecked();
  await send.click();
  await expect.element(dialog).not.toBeInTheDocument();
}

function Rows({ surface, style }: { surface: DetailsSurface; style: React.CSSProperties }) {
  return (
    <div style={{ position: 'relative', blockSize: 700, overflow: 'auto' }}>
      <div style={{ blockSize: 60, padding: 8, ...style }}>
        <p style={{ margin: 0 }}>An answer.</p>
        <FeedbackBar message={{ messageId: 'message-1' }} surface={surface} />
      </div>
      <div
        style={{
          position: 'relative',
          zIndex: 1,
          marginBlockStart: 120,
          blockSize: 400,
          background: 'Canvas',
        }}
      >
        The next one.
      </div>
    </div>
  );
}

function AskingPage({ asking }: { asking: boolean }) {
  return (
    <>
      <FeedbackBar message={{ messageId: 'message-1' }} />
      {asking && (
        <div role="dialog" aria-label="Delete?">
          {/* biome-ignore lint/a11y/noAutofocus: as hosts' dialogs do. */}
          <button type="button" autoFocus>
            Delete
          </button>
        </div>
      )}
    </>
  );
}

function Composer() {
  const style = {
    position: 'fixed',
    inset: 'auto 0 0',
    zIndex: 1_000,
    blockSize: 500,
    background: 'Canvas',
  } as const;
  return <div style={style}>A composer.</div>;
}

function Fullscreen({ surface }: { surface: DetailsSurface }) {
  return (
    <article style={{ background: 'Canvas' }}>
      <button type="button" onClick={(event) => event.currentTarget.parentElement?.requestFullscreen()}>
        Full screen
      </button>
      <Rows surface={surface} style={{}} />
    </article>
  );
}

function ModalDialog({ children }: React.PropsWithChildren) {
  const dialog = React.useRef<HTMLDialogElement>(null);
  React.useEffect(() => dialog.current?.showModal(), []);
  return <dialog ref={dialog}>{children}</dialog>;
}

/** Renders a bar into a shadow root. @returns the focused element in there */
function renderInShadowRoot(surface: DetailsSurface): () => Element | null {
  const host = document.body.appendChild(document.createElement('div'));
  const shadow = host.attachShadow({ mode: 'open' });
  const style = shadow.appendChild(document.createElement('style'));
  style.textContent = stylesheet;
  const root = createRoot(shadow.appendChild(document.createElement('div')));
  onTestFinished(async () => {
    await act(async () => root.unmount());
    host.remove();
  });
  act(() =>
    root.render(
      <FeedbackProvider submit={createScriptedSubmit()} userId={uniqueUserId()}>
        <p>An answer.</p>
        <FeedbackBar message={{ messageId: 'message-1' }} surface={surface} />
      </FeedbackProvider>,
    ),
  );
  return () => shadow.activeElement;
}
