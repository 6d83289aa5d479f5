import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import * as React from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { type Locator, page } from 'vitest/browser';
import { FeedbackProvider, MessageFeedback } from '../src/index.ts';
import { uniqueUserId } from './unique-user-id.ts';

/** What every part promises. Renders it below a Root that also has a Dislike, for parts that come after a rating. */
export function describePart(
  name: keyof typeof MessageFeedback,
  {
    element,
    tag,
    beside,
    arrange,
    submit,
    act,
    apart,
    renderProp = true,
    outside = OUTSIDE,
  }: PartDescription,
): void {
  describe(`<MessageFeedback.${name} /> as a part`, () => {
    it('hands on props, class and style, and fills the ref', async () => {
      const ref = React.createRef<HTMLElement>();
      const part = await renderPart({ className: 'theirs', style: { opacity: 0.5 }, ref });
      expect(part.tagName).toBe(tag.toUpperCase());
      expect(ref.current).toBe(part);
      const styled = apart?.styled(part) ?? part;
      expect([...styled.classList]).toContain('theirs');
      expect(styled.style.opacity).toBe('0.5');
    });

    whether(apart === undefined)('is one element', async () => {
      const part = await renderPart({});
      const parent = name === 'Root' ? page.getByTestId('around') : page.getByTestId('root');
      expect(part.parentElement).toBe(parent.element());
      expect(page.getByTestId('part').elements()).toHaveLength(1);
    });

    whether(renderProp)('puts itself onto the element in `render`', async () => {
      const ref = React.createRef<HTMLElement>();
      const ownRef = React.createRef<HTMLElement>();
      const own = { className: 'own', style: { color: 'red' }, ref: ownRef, 'data-own': '' };
      const part = await renderPart({
        className: 'theirs',
        style: { opacity: 0.5 },
        ref,
        render: React.createElement(tag, own),
      });
      expect(part.dataset.own).toBe('');
      expect([...part.classList]).toEqual(['theirs', 'own']);
      expect([part.style.opacity, part.style.color]).toEqual(['0.5', 'red']);
      expect([ref.current, ownRef.current]).toEqual([part, part]);
    });

    whether(act !== undefined)('runs their handler, and does its own', async () => {
      const { done, theirs } = await outcomeOf({ prevent: false });
      expect(theirs).toHaveBeenCalledOnce();
      expect(done).toBe(true);
    });

    whether(act !== undefined)('leaves out its own when theirs prevents it', async () => {
      const { done, theirs } = await outcomeOf({ prevent: true });
      expect(theirs).toHaveBeenCalledOnce();
      expect(done).toBe(false);
    });

    whether(act !== undefined && renderProp)('heeds the handler of the element in `render`', async () => {
      const { done, theirs } = await outcomeOf({ prevent: true, inRender: true });
      expect(theirs).toHaveBeenCalledOnce();
      expect(done).toBe(false);
    });

    it('says where it belongs when it is used elsewhere', () => {
      const lost =
        name === 'Root' ? (
          element
        ) : (
          <FeedbackProvider submit={createScriptedSubmit()}>{element}</FeedbackProvider>
        );
      expect(() => renderToString(lost)).toThrow(outside);
    });
  });

  async function renderPart(props: Record<string, unknown>, script = submit?.() ?? createScriptedSubmit()) {
    const part = React.cloneElement(element, { 'data-testid': 'part', ...props } as object);
    render(
      <FeedbackProvider submit={script} userId={uniqueUserId()}>
        <div data-testid="around">
          {name === 'Root' ? (
            part
          ) : (
            <MessageFeedback.Root message={{ messageId: 'message-1' }} data-testid="root">
              {name !== 'Dislike' && <MessageFeedback.Dislike data-testid="dislike" />}
              {beside}
              {part}
            </MessageFeedback.Root>
          )}
        </div>
      </FeedbackProvider>,
    );
    await arrange?.(page.getByTestId('dislike'), script);
    await expect.element(page.getByTestId('part')).toBeInTheDocument();
    return page.getByTestId('part').element() as HTMLElement;
  }

  async function outcomeOf({ prevent, inRender = false }: { prevent: boolean; inRender?: boolean }) {
    if (act === undefined) throw new Error('Only parts that do something have an outcome.');
    const theirs = vi.fn((event: React.SyntheticEvent) => {
      if (prevent) event.preventDefault();
    });
    const handlers = { [act.handler]: theirs };
    const script = submit?.() ?? createScriptedSubmit();
    const part = await renderPart(
      inRender ? { render: React.createElement(tag, handlers) } : handlers,
      script,
    );
    const before = act.observe(part, script);
    await act.perform(part);
    // What goes to the server leaves a moment after the press.
    const done = () => act.observe(part, script) !== before;
    if (prevent) await new Promise(requestAnimationFrame);
    else await expect.poll(done).toBe(true);
    return { theirs, done: done() };
  }
}

/** A test for the parts that it concerns; for the others there is none, rather than one that is skipped. */
function whether(concerned: boolean): (name: string, test: () => Promise<void>) => void {
  return concerned ? (name, test) => it(name, test) : () => {};
}

const OUTSIDE = 'is outside of <MessageFeedback.Root>';

export interface PartDescription {
  readonly element: React.ReactElement<object>;
  readonly tag: keyof React.JSX.IntrinsicElements;
  /** Other parts that it needs. */
  readonly beside?: React.ReactNode;
  /** Brings the bar to where the part is rendered. */
  readonly arrange?: (dislike: Locator, submit: ScriptedSubmit) => Promise<void>;
  /** The server that this needs. */
  readonly submit?: () => ScriptedSubmit;
  /** What the part does: the handler that people may put before it, how it is done, and what then differs. */
  readonly act?: {
    readonly handler: string;
    readonly perform: (part: HTMLElement) => void | Promise<void>;
    readonly observe: (part: HTMLElement, submit: ScriptedSubmit) => unknown;
  };
  /** For a part whose class and style go onto an element around the one with the props. */
  readonly apart?: { readonly styled: (part: HTMLElement) => HTMLElement };
  /** Whether it takes `render`. */
  readonly renderProp?: boolean;
  /** What it says without what it needs around it. */
  readonly outside?: string;
}
