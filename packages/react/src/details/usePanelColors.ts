'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { ifSupported } from '../internals/part-element.ts';
import { flatTreeParentOf } from '../internals/shadow-tree.ts';

/**
 * Gives a surface the colours of the bar's surroundings, which styles cannot read: the
 * page behind the bar, in `--message-feedback-page`, and a text colour that is readable on it.
 */
export function usePanelColors(panel: React.RefObject<HTMLElement | null>): void {
  const { model } = useMessageFeedbackRootContext('Details');
  React.useLayoutEffect(() => {
    const [element, bar] = [panel.current, model.element];
    if (element === null || bar === null) return;
    const adopt = () => adoptColors(element, bar);
    adopt();
    return onThemeChange(bar, adopt);
  }, [panel, model]);
}

/**
 * Calls back when the theme of the page may have changed, with the system or with an attribute
 * around the bar.
 */
function onThemeChange(bar: Element, call: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
    ifSupported(() => matchMedia(query).addEventListener('change', call, { signal }));
  const attributes = new MutationObserver(call);
  for (let at = flatTreeParentOf(bar); at !== null; at = flatTreeParentOf(at))
    attributes.observe(at, { attributes: true });
  // A page may fade from one theme to the other.
  const onFaded = ({ target }: Event) => target instanceof Node && target.contains(bar) && call();
  document.addEventListener('transitionend', onFaded, { signal });
  return () => {
    listening.abort();
    attributes.disconnect();
  };
}

/** The properties that the kit has set on a panel. The host's `style` may have others of the same names. */
const setOn = new WeakMap<HTMLElement, Set<string>>();

function adoptColors(panel: HTMLElement, bar: Element): void {
  const ours = setOn.get(panel) ?? new Set();
  setOn.set(panel, ours);
  const styles = getComputedStyle(panel);
  const readPixel = createPixelReader();
  for (const name of ours) panel.style.removeProperty(name);
  ours.clear();
  const set = (name: string, value: string) => {
    ours.add(name);
    panel.style.setProperty(name, value);
  };
  if (styles.getPropertyValue('--message-feedback-page') === '') {
    const page = backgroundBehind(bar, styles, readPixel);
    if (page !== null) set('--message-feedback-page', page);
  }
  const [surface, text] = [styles.backgroundColor, styles.color].map((color) => readPixel?.([color]));
  if (surface && text && isOpaque(styles.backgroundColor) && hasLowContrast(text, surface)) {
    // The host greys its row of actions. In a form, a grey Send looks disabled.
    const readable = contrast([0, 0, 0], surface) > contrast([255, 255, 255], surface) ? '#000' : '#fff';
    set('--message-feedback-text', readable);
  }
  // A value instead of `currentcolor`, so that Send can have its own text colour. Opaque, because
  // Send is filled with it, and some hosts' text is translucent.
  const opaque = isOpaque(styles.color) ? null : flatten([styles.backgroundColor, styles.color], readPixel);
  set('--_text', opaque ?? styles.color);
}

/** WCAG 2.2, success criterion 1.4.3. */
const READABLE = 4.5;
/** Between the contrast of usual page text, 9 or more, and that of greyed rows of actions, 7 or less. */
const GREYED = 8;

type Rgb = readonly [red: number, green: number, blue: number];
type PixelReader = (layers: readonly string[]) => Rgb;

/**
 * Judges the text, and secondary text as `styles.css` mixes it. Text that passes is readable on a
 * chosen reason, too.
 */
function hasLowContrast(text: Rgb, surface: Rgb): boolean {
  const muted = text.map((channel) => channel * 0.3 + 0x76 * 0.7) as unknown as Rgb;
  return contrast(muted, surface) < READABLE || contrast(text, surface) < GREYED;
}

/** The colour of all backgrounds behind the element, `null` if no ancestor has an opaque one. */
function backgroundBehind(
  element: Element,
  fallback: CSSStyleDeclaration,
  readPixel: PixelReader | null,
): string | null {
  const layers: string[] = [];
  for (let at: Element | null = element; at !== null; at = flatTreeParentOf(at)) {
    const { backgroundColor } = getComputedStyle(at);
    if (isTransparent(backgroundColor)) continue;
    layers.unshift(backgroundColor);
    if (isOpaque(backgroundColor)) return layers.length === 1 ? backgroundColor : flatten(layers, readPixel);
  }
  return layers.length === 0 ? null : flatten([fallback.backgroundColor, ...layers], readPixel);
}

function isTransparent(color: string): boolean {
  return color === '' || /^rgba\(.*, 0\)$|\/ 0\)$/.test(color);
}

function isOpaque(color: string): boolean {
  return !/^rgba|\//.test(color);
}

/** One opaque colour for several layered colours. `null` without a canvas. */
function flatten(colors: readonly string[], readPixel: PixelReader | null): string | null {
  const rgb = readPixel?.(colors);
  return rgb ? `rgb(${rgb.join(' ')})` : null;
}

/** Draws the colours in layers and reads the result: a browser knows every notation of a colour. */
function createPixelReader(): PixelReader | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext?.('2d', { willReadFrequently: true });
  if (!context) return null;
  return (layers) => {
    for (const color of layers) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
