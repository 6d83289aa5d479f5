/**
 * Every variable that `styles.css` reads, with its purpose and default. A test compares the list
 * with the style sheet, both ways.
 */
export const THEME_VARIABLES = [
  {
    name: 'accent',
    says: 'Pressed buttons, chosen reasons, Send and the focus ring.',
    standard: 'currentcolor',
  },
  { name: 'on-accent', says: 'Text on the accent colour.', standard: 'the surface' },
  { name: 'text', says: 'Text of the bar and the details.', standard: 'inherit' },
  {
    name: 'muted',
    says: 'Secondary text, and icons that are not pressed.',
    standard: 'mixed from the text; icons #808080',
  },
  { name: 'danger', says: 'Refusals and errors.', standard: 'mixed from the text' },
  { name: 'surface', says: 'Background of the details.', standard: 'the page, a little lighter' },
  {
    name: 'page',
    says: 'Background of the page behind the bar, read when the details open, unless you set it.',
    standard: 'Canvas',
  },
  { name: 'border', says: 'Borders of fields; 3:1 against the surface.', standard: '#8a8a8a' },
  { name: 'hover', says: 'Background of a hovered button or reason.', standard: 'mixed from the text' },
  {
    name: 'radius',
    says: 'Corner radius of buttons and fields; the details use 1.75 times as much.',
    standard: '0.5rem',
  },
  {
    name: 'size',
    says: 'Width and height of a button; the density changes it, and touch screens use 2.75rem.',
    standard: '2rem',
  },
  { name: 'gap', says: 'Space between the buttons.', standard: '0.125rem' },
  { name: 'font-size', says: 'Text of the bar; the sheet uses 0.9375rem.', standard: '0.8125rem' },
  { name: 'layer', says: 'The z-index of the details.', standard: '50' },
  { name: 'icon-like', says: 'An image for the like button, pressed or not.', standard: 'a thumb' },
  { name: 'icon-dislike', says: 'An image for the dislike button, pressed or not.', standard: 'a thumb' },
  {
    name: 'room',
    says: 'Set by the popover itself: height of the room on its side of the bar.',
    standard: '100dvh',
  },
  {
    name: 'covered',
    says: 'Set by the sheet itself: height of the on-screen keyboard.',
    standard: '0px',
  },
  {
    name: 'visible',
    says: 'Set by the sheet itself: height of the screen above the on-screen keyboard.',
    standard: '100dvh',
  },
] as const satisfies readonly ThemeVariable[];

export type ThemeVariableName = (typeof THEME_VARIABLES)[number]['name'];

export interface ThemeVariable {
  /** The part after `--message-feedback-`. */
  readonly name: string;
  readonly says: string;
  /** The default: a value, or in words. */
  readonly standard: string;
}
