/** Undoes the styles that browsers give a `popover` element. */
const PLAIN = {
  inset: '0 auto auto 0',
  inlineSize: 'auto',
  blockSize: 'auto',
  margin: '0',
  padding: '0',
  overflow: 'visible',
  color: 'inherit',
  background: 'none',
  border: '0',
};

/**
 * Shows an element above everything, because an element around the bar that clips, contains or
 * transforms would confine a fixed element, and a host's composer may have any `z-index`. Without a
 * top layer, or where the browser refuses it, the element stays where it is.
 */
export function showOnTop(element: HTMLElement): void {
  if (typeof element.showPopover !== 'function') return;
  element.setAttribute('popover', 'manual');
  try {
    if (!element.matches(':popover-open')) element.showPopover();
  } catch {
    // The attribute alone would hide it.
    element.removeAttribute('popover');
  }
}

/** The same for the element by which Radix places a popover, which has no style of its own. */
export function showWrapperOnTop(wrapper: HTMLElement): void {
  Object.assign(wrapper.style, PLAIN);
  showOnTop(wrapper);
}
