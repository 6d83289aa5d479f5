import { render } from '@testing-library/react';
import * as React from 'react';
import { createPortal } from 'react-dom';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useSelectedPassage } from '../index.ts';

describe('useSelectedPassage', () => {
  it('returns the text selected in the answer, in either direction', async () => {
    render(<Chat />);
    await expectPassage('');
    select('first', 0, 'first', 5);
    await expectPassage('Paris');
    select('first', 9, 'first', 6);
    await expectPassage('was');
  });

  it('keeps it while the user presses a button and types', async () => {
    render(<Chat />);
    select('first', 0, 'first', 5);
    await page.getByRole('button').click();
    await page.getByRole('textbox').fill('No.');
    await userEvent.tripleClick(page.getByRole('textbox'));
    await expectPassage('Paris');
  });

  it('ends with a click in the answer, and with a selection elsewhere', async () => {
    render(<Chat />);
    select('first', 0, 'first', 5);
    await expectPassage('Paris');
    await page.getByTestId('first').click();
    await expectPassage('');
    select('first', 0, 'first', 5);
    await expectPassage('Paris');
    select('question', 0, 'question', 4);
    await expectPassage('');
  });

  it('takes the whole answer of three clicks, which end behind it', async () => {
    render(<Chat />);
    await userEvent.tripleClick(page.getByTestId('last'));
    await expectPassage('It is small.');
  });

  it('keeps paragraphs apart', async () => {
    render(<Chat />);
    select('first', 6, 'last', 5);
    await expect.poll(passage).toMatch(/^was founded\.\s+It is$/);
  });

  it('is not what the user selects across several messages', async () => {
    render(<Chat />);
    select('question', 0, 'first', 5);
    await new Promise(requestAnimationFrame);
    await expectPassage('');
  });

  it('is not what the user selects from the answer up to the start of the answer after the next', async () => {
    render(<Chat />);
    select('first', 0, 'first', 5);
    await expectPassage('Paris');
    select('last', 0, 'second', 0);
    await expectPassage('');
  });

  it('works in a shadow root', async () => {
    render(<InShadowRoot />);
    const root = page.getByTestId('host').element().shadowRoot as ShadowRoot;
    await expect.poll(() => root.querySelector('[data-testid=first]')).not.toBeNull();
    const text = root.querySelector('[data-testid=first]')?.firstChild as Text;
    getSelection()?.setBaseAndExtent(text, 0, text, 5);
    await expect.poll(() => root.querySelector('output')?.textContent).toBe('Paris');
  });

  it('stops listening when its component unmounts', () => {
    const removed = vi.spyOn(document, 'removeEventListener');
    render(<Chat />).unmount();
    expect(removed.mock.calls.map(([type]) => type)).toContain('selectionchange');
    removed.mockRestore();
  });
});

function Chat() {
  const answer = React.useRef<HTMLDivElement>(null);
  const selected = useSelectedPassage(answer);
  return (
    <>
      <p data-testid="question">When was Paris founded?</p>
      <div ref={answer}>
        <p data-testid="first">Paris was founded.</p>
        <p data-testid="last">It is small.</p>
      </div>
      <output>{selected}</output>
      <button type="button">Bad response</button>
      <textarea />
      <p>How small?</p>
      <p data-testid="second">105 km².</p>
    </>
  );
}

function InShadowRoot() {
  const [root, setRoot] = React.useState<ShadowRoot | null>(null);
  const attach = (host: HTMLElement | null) => {
    if (host) setRoot(host.shadowRoot ?? host.attachShadow({ mode: 'open' }));
  };
  return (
    <div data-testid="host" ref={attach}>
      {root && createPortal(<Chat />, root)}
    </div>
  );
}

const passage = () => page.getByRole('status').element().textContent ?? '';

async function expectPassage(text: string): Promise<void> {
  await expect.poll(passage).toBe(text);
}

function select(from: string, start: number, to: string, end: number): void {
  const textOf = (id: string) => page.getByTestId(id).element().firstChild as Text;
  getSelection()?.setBaseAndExtent(textOf(from), start, textOf(to), end);
}
