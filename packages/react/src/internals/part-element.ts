import * as React from 'react';
import { composeRefs } from './composed-refs.ts';

/**
 * The one DOM element of a part: its own tag, or the host's element from `render`, which then gets
 * the part's props and ref in addition to its own.
 */
export function renderPart(
  tag: string,
  render: React.ReactElement | undefined,
  props: Record<string, unknown>,
): React.ReactElement {
  if (render === undefined) return React.createElement(tag, props);
  const own = render.props as Record<string, unknown>;
  const ownRef = refIn(own) ?? refIn(render);
  return React.cloneElement(render, {
    ...props,
    ...own,
    ...composedHandlers(props, own),
    className: [props.className, own.className].filter(Boolean).join(' ') || undefined,
    style: { ...(props.style as object), ...(own.style as object) },
    ref: composeRefs(props.ref as React.Ref<unknown>, ownRef as React.Ref<unknown>),
  } as React.Attributes);
}

/** Props that every part takes in addition to those of its element. */
export interface PartProps {
  /** Renders this element instead of the part's own, with the part's props and ref. */
  render?: React.ReactElement;
}

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
