import * as React from 'react';
import { composeRefs } from './composed-refs.ts';

/**
 * The one DOM element of a part: its own tag, or the host's from `render`. A host's element gets the
 * part's props and ref in addition to its own.
 */
export function renderPart<Tag extends TagName, State>(
  tag: Tag,
  render: PartProps<Tag, State>['render'],
  state: State,
  { className, style, ...rest }: Record<string, unknown>,
): React.ReactElement {
  const props = { ...rest, className: resolve(className, state), style: resolve(style, state) };
  if (typeof render === 'function') return render(props as React.ComponentPropsWithRef<Tag>, state);
  if (render === undefined) return React.createElement(tag, props);
  const own = withoutUndefined(render.props as Record<string, unknown>);
  const ownRef = refIn(own) ?? refIn(render);
  return React.cloneElement(render, {
    ...props,
    ...own,
    ...composedHandlers(props, own),
    // The parts refer to each other by their ids.
    id: rest.id ?? own.id,
    className: [props.className, own.className].filter(Boolean).join(' ') || undefined,
    style: { ...(props.style as object), ...(own.style as object) },
    // A composed ref is another one in each render, and React calls that again.
    ref: rest.ref && ownRef ? composeRefs(rest.ref as Ref, ownRef as Ref) : (rest.ref ?? ownRef),
  } as React.Attributes);
}

/**
 * The props that a host sets. A wrapper such as `({ label }) => <Part aria-label={label} />` passes
 * `undefined` where it is used without a label: the part then keeps its own.
 */
export function withoutUndefined<Props extends object>(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Props;
}

/** The value, or what the host's function returns for the part's state. */
export function resolve<Value, State>(value: Value | ((state: State) => Value), state: State): Value {
  return typeof value === 'function' ? (value as (state: State) => Value)(state) : value;
}

type Ref = React.Ref<unknown>;

type TagName = keyof React.JSX.IntrinsicElements;

/** What every part takes in addition to the props of its element, which is a `Tag`. */
export interface PartProps<Tag extends keyof React.JSX.IntrinsicElements, State> {
  /**
   * Renders this element instead of the part's own, with the part's props and ref. Or a function of
   * those props and the part's state, which returns the element and spreads the props on it.
   */
  render?:
    | React.ReactElement
    | ((props: React.ComponentPropsWithRef<Tag>, state: State) => React.ReactElement)
    | undefined;
  /** A class, or a function of the part's state. */
  className?: string | ((state: State) => string | undefined) | undefined;
  /** Styles, or a function of the part's state. */
  style?: React.CSSProperties | ((state: State) => React.CSSProperties | undefined) | undefined;
}

/** The props of a part's element, without those that `PartProps` extends. */
export type ElementProps<Tag extends keyof React.JSX.IntrinsicElements> = Omit<
  React.ComponentPropsWithoutRef<Tag>,
  'className' | 'style'
>;

// React 19 keeps a ref in the props, React 18 next to them. The other place has a getter that
// warns.
function refIn(holder: object): unknown {
  return Object.getOwnPropertyDescriptor(holder, 'ref')?.value;
}

type Handler = (...args: unknown[]) => void;

function composedHandlers(
  props: Record<string, unknown>,
  own: Record<string, unknown>,
): Record<string, Handler> {
  const handlers: Record<string, Handler> = {};
  for (const [name, theirs] of Object.entries(own)) {
    const ours = props[name];
    if (!/^on[A-Z]/.test(name) || typeof theirs !== 'function' || typeof ours !== 'function') continue;
    // Ours respects `preventDefault()`; see composeEventHandlers.
    handlers[name] = (...event) => {
      theirs(...event);
      ours(...event);
    };
  }
  return handlers;
}

/**
 * Uses a feature of the browser that may be missing or throw, as in sandboxes and hosts' unit tests.
 * Returns `undefined` then. In this file, because in one of its own it would cost hosts a request.
 */
export function ifSupported<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
