import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { type Locator, page } from 'vitest/browser';
import { FeedbackProvider, MessageFeedback } from '../src/index.ts';
import { uniqueUserId } from './unique-user-id.ts';

/** The tests of every part. The Root around it has a Dislike, for parts that need a rating. */
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
    state = {},
    renderProp = true,
    outside = OUTSIDE,
  }: PartDescription,
): void {
  describe(`<MessageFeedback.${name} /> as a part`, () => {
    it('forwards props, class and style, and sets the ref', async () => {
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

    whether(renderProp)('renders the element in `render`', async () => {
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

    whether(HAS_REF_CLEANUPS)(
      'runs the cleanup of a ref, its own and that of the element in `render`',
      async () => {
        const cleanUp = vi.fn();
        const ref = vi.fn((_node: HTMLElement) => cleanUp);
        await renderPart(renderProp ? { ref, render: React.createElement(tag, { ref }) } : { ref });
        cleanup();
        expect(ref).toHaveBeenCalled();
        expect(ref).not.toHaveBeenCalledWith(null);
        expect(cleanUp).toHaveBeenCalledTimes(ref.mock.calls.length);
      },
    );

    it('takes a class and a style as functions of its state', async () => {
      const className = vi.fn(() => 'theirs');
      const style = vi.fn(() => ({ opacity: 0.5 }));
      const part = await renderPart({ className, style });
      const styled = apart?.styled(part) ?? part;
      expect([...styled.classList]).toContain('theirs');
      expect(styled.style.opacity).toBe('0.5');
      expect(className).toHaveBeenLastCalledWith({ ...ANY_BAR, ...state });
      expect(style).toHaveBeenLastCalledWith({ ...ANY_BAR, ...state });
    });

    whether(renderProp)('renders what the function in `render` makes of its props and state', async () => {
      const ref = React.createRef<HTMLElement>();
      const render = vi.fn((props: object, _state: object) =>
        React.createElement(tag, { ...props, 'data-own': '' }),
      );
      const part = await renderPart({ className: 'theirs', style: { opacity: 0.5 }, ref, render });
      expect(part.dataset.own).toBe('');
      expect([...part.classList]).toEqual(['theirs']);
      expect(part.style.opacity).toBe('0.5');
      expect(ref.current).toBe(part);
      expect(render.mock.lastCall?.[1]).toEqual({ ...ANY_BAR, ...state });
    });

    whether(act !== undefined)('runs the host’s handler and its own', async () => {
      const { done, theirs } = await outcomeOf({ prevent: false });
      expect(theirs).toHaveBeenCalledOnce();
      expect(done).toBe(true);
    });

    whether(act !== undefined)('skips its own handler when the host’s prevents it', async () => {
      const { done, theirs } = await outcomeOf({ prevent: true });
      expect(theirs).toHaveBeenCalledOnce();
      expect(done).toBe(false);
    });

    whether(act !== undefined && renderProp)('respects the handler of the element in `render`', async () => {
      const { done, theirs } = await outcomeOf({ prevent: true, inRender: true });
      expect(theirs).toHaveBeenCalledOnce();
      expect(done).toBe(false);
    });

    whether(act !== undefined && renderProp)(
      'keeps its handler if the element in `render` has none',
      async () => {
        const { done } = await outcomeOf({ inRender: true, handler: undefined });
        expect(done).toBe(true);
      },
    );

    it('keeps its attributes where a host’s wrapper passes none on', async () => {
      const own = (await renderPart({})).getAttributeNames();
      cleanup();
      const part = await renderPart(UNSET);
      expect(part.getAttributeNames()).toEqual(own);
    });

    it('throws outside its parent, and names that parent', () => {
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

  async function outcomeOf({ prevent = false, inRender = false, ...host }: Outcome) {
    if (act === undefined) throw new Error('Only parts with an action have an outcome.');
    const theirs = vi.fn((event: React.SyntheticEvent) => {
      if (prevent) event.preventDefault();
    });
    const handlers = { [act.handler]: 'handler' in host ? host.handler : theirs };
    const script = submit?.() ?? createScriptedSubmit();
    const part = await renderPart(
      inRender ? { render: React.createElement(tag, handlers) } : handlers,
      script,
    );
    const before = act.observe(part, script);
    await act.perform(part);
    // Requests leave shortly after the press.
    const done = () => act.observe(part, script) !== before;
    if (prevent) await new Promise(requestAnimationFrame);
    else await expect.poll(done).toBe(true);
    return { theirs, done: done() };
  }
}

interface Outcome {
  readonly prevent?: boolean;
  readonly inRender?: boolean;
  /** Instead of the handler that is observed. */
  readonly handler?: undefined;
}

/** React 18 calls a ref with `null` instead. */
const HAS_REF_CLEANUPS = !React.version.startsWith('18.');

/** What JSX makes of `<Part aria-label={label} />` in a wrapper that is used without a label. */
const UNSET = Object.fromEntries(
  [
    ...['type', 'role', 'id', 'lang', 'dir', 'rows', 'tabIndex', 'htmlFor', 'autoComplete', 'enterKeyHint'],
    ...['label', 'labelledby', 'describedby', 'live', 'expanded', 'haspopup'].map((name) => `aria-${name}`),
    ...['aria-pressed', 'data-feedback-part'],
  ].map((name) => [name, undefined]),
);

/** Defines a test only for the parts that it concerns, instead of skipping it for the others. */
function whether(concerned: boolean): (name: string, test: () => Promise<void>) => void {
  return concerned ? (name, test) => it(name, test) : () => {};
}

/** What the state of every part has from the Root around it. */
const ANY_BAR = {
  rating: expect.toBeOneOf(['dislike', null]),
  delivery: expect.any(String),
  final: false,
  disabled: false,
  readOnly: false,
};

const OUTSIDE = 'is outside of <MessageFeedback.Root>';

export interface PartDescription {
  readonly element: React.ReactElement<object>;
  readonly tag: keyof React.JSX.IntrinsicElements;
  /** Other parts that this part needs. */
  readonly beside?: React.ReactNode;
  /** Brings the bar into a state in which the part renders. */
  readonly arrange?: (dislike: Locator, submit: ScriptedSubmit) => Promise<void>;
  /** The server that this state needs. */
  readonly submit?: () => ScriptedSubmit;
  /** The part's action: its handler, how to perform it, and its visible effect. */
  readonly act?: {
    readonly handler: string;
    readonly perform: (part: HTMLElement) => void | Promise<void>;
    readonly observe: (part: HTMLElement, submit: ScriptedSubmit) => unknown;
  };
  /** For a part whose class and style are on an element around the one with the props. */
  readonly apart?: { readonly styled: (part: HTMLElement) => HTMLElement };
  /** The part's own state, in addition to that of the Root around it. */
  readonly state?: Readonly<Record<string, unknown>>;
  /** Whether the part takes `render`. */
  readonly renderProp?: boolean;
  /** The error outside its parent. */
  readonly outside?: string;
}
