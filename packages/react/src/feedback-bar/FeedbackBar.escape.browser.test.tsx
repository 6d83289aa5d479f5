import * as Popover from '@radix-ui/react-popover';
import * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { inTurn } from '../../test/sample.ts';
import type { DetailsSurface } from '../bar/useBar.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const addDetails = page.getByRole('button', { name: 'Add details' });
const title = page.getByRole('heading', { name: 'What went wrong?' });
const comment = page.getByRole('textbox', { name: 'Comment' });

/** A host's dialog around the bar. It calls `close` when it would close. */
type HostDialog = (props: React.PropsWithChildren<{ close: () => void }>) => React.ReactElement;

const HOSTS: [string, HostDialog][] = [
  ['a Radix layer of the same copy', RadixLayer],
  ['a Radix dialog of another copy, which listens on the document first', DocumentListener],
  ['a modal like MUI’s, which stops the key', StoppingModal],
  ['a dialog with its own key handler', PlainDialog],
  ['a dialog that closes when the key is released', ReleaseDialog],
  ['a native dialog', NativeDialog],
];

const surfaces = inTurn<DetailsSurface>(['popover', 'sheet', 'inline']);

describe('Escape', () => {
  describe.each(HOSTS)('in %s', (_name, Host) => {
    it.each(surfaces())(
      'with a %s, closes the details from the form and nothing else; the next Escape is the host’s',
      async (surface) => {
        const close = await open(surface, Host);
        comment.element().focus();
        await userEvent.keyboard('{Escape}');
        await expect.element(title).not.toBeInTheDocument();
        await expect.element(surface === 'inline' ? addDetails : dislike).toHaveFocus();
        expect(close).not.toHaveBeenCalled();
        await userEvent.keyboard('{Escape}');
        await expect.poll(() => close).toHaveBeenCalledOnce();
      },
    );

    it.each(surfaces())(
      'with a %s, closes the details from the thumb and nothing else; the next Escape is the host’s',
      async (surface) => {
        const close = await open(surface, Host);
        dislike.element().focus();
        await userEvent.keyboard('{Escape}');
        await expect.element(title).not.toBeInTheDocument();
        expect(close).not.toHaveBeenCalled();
        await userEvent.keyboard('{Escape}');
        await expect.poll(() => close).toHaveBeenCalledOnce();
      },
    );
  });

  it.each(surfaces())('with a %s, held down does not close the host’s dialog too', async (surface) => {
    const close = await open(surface, PlainDialog);
    comment.element().focus();
    const press = { key: 'Escape', bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
    await expect.element(title).not.toBeInTheDocument();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...press, repeat: true }));
    document.activeElement?.dispatchEvent(new KeyboardEvent('keyup', press));
    expect(close).not.toHaveBeenCalled();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
    expect(close).toHaveBeenCalledOnce();
  });

  it.each(surfaces())(
    'with a %s, of an IME closes neither the details nor the host’s dialog',
    async (surface) => {
      const close = await open(surface, DocumentListener);
      const event = { key: 'Escape', isComposing: true, bubbles: true, cancelable: true };
      comment.element().dispatchEvent(new KeyboardEvent('keydown', event));
      await expect.element(title).toBeVisible();
      expect(close).not.toHaveBeenCalled();
    },
  );
});

describe('Escape, with inline details', () => {
  it('is the host’s while focus is elsewhere', async () => {
    const close = await open('inline', PlainDialog);
    page.getByRole('textbox', { name: 'Composer' }).element().focus();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => close).toHaveBeenCalledOnce();
    await expect.element(title).toBeVisible();
  });
});

async function open(surface: DetailsSurface, Host: HostDialog) {
  const close = vi.fn();
  renderFeedback(
    <Host close={close}>
      <p>An answer.</p>
      <FeedbackBar message={{ messageId: 'message-1' }} surface={surface} />
      <input aria-label="Composer" />
    </Host>,
  );
  await dislike.click();
  if (surface === 'inline') await addDetails.click();
  await expect.poll(() => title.query()?.parentElement === document.activeElement).toBe(true);
  return close;
}

function RadixLayer({ close, children }: Parameters<HostDialog>[0]) {
  return (
    <Popover.Root open onOpenChange={close}>
      <Popover.Anchor />
      <Popover.Content onEscapeKeyDown={(event) => event.preventDefault() ?? close()}>
        {children}
      </Popover.Content>
    </Popover.Root>
  );
}

function DocumentListener({ close, children }: Parameters<HostDialog>[0]) {
  React.useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && close();
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [close]);
  return <div role="dialog">{children}</div>;
}

function StoppingModal({ close, children }: Parameters<HostDialog>[0]) {
  return (
    <div
      role="dialog"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.keyCode === 229) return;
        event.stopPropagation();
        close();
      }}
    >
      {children}
    </div>
  );
}

function PlainDialog({ close, children }: Parameters<HostDialog>[0]) {
  return (
    <div role="dialog" tabIndex={-1} onKeyDown={({ key }) => key === 'Escape' && close()}>
      {children}
    </div>
  );
}

function ReleaseDialog({ close, children }: Parameters<HostDialog>[0]) {
  React.useEffect(() => {
    const onKeyUp = ({ key }: KeyboardEvent) => key === 'Escape' && close();
    document.addEventListener('keyup', onKeyUp);
    return () => document.removeEventListener('keyup', onKeyUp);
  }, [close]);
  return <div role="dialog">{children}</div>;
}

function NativeDialog({ close, children }: Parameters<HostDialog>[0]) {
  const dialog = React.useRef<HTMLDialogElement>(null);
  React.useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={close} style={{ inlineSize: 600 }}>
      {children}
    </dialog>
  );
}
