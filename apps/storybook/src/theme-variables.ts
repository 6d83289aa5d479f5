/**
 * Every variable that `styles.css` reads, with its purpose and default. A test compares the list
 * with the style sheet, both ways.
 */
export const THEME_VARIABLES = [
  { name: 'text', says: 'Colour of text in the bar.', light: 'inherit' },
  {
    name: 'muted',
    says: 'Icons that are not pressed, and secondary text.',
    light: '#5b6270',
    dark: '#a3abba',
  },
  {
    name: 'accent',
    says: 'Pressed buttons, checked reasons, links and the focus ring.',
    light: '#1d5fd1',
    dark: '#8ab4ff',
  },
  { name: 'on-accent', says: 'Text on the accent colour.', light: '#fff', dark: '#0b1a33' },
  { name: 'danger', says: 'Refusals and errors.', light: '#b3261e', dark: '#ff9c92' },
  { name: 'surface', says: 'Background of the details.', light: '#fff', dark: '#23272f' },
  { name: 'on-surface', says: 'Text of the details.', light: '#1b1f27', dark: '#eceff4' },
  {
    name: 'border',
    says: 'Borders of the details, reasons and fields; 3:1 against the surface.',
    light: '#878e9b',
    dark: '#7c8494',
  },
  { name: 'hover', says: 'Background of the hovered element.', light: 'rgb(140 152 175 / 18%)' },
  {
    name: 'radius',
    says: 'Corner radius of buttons and fields; the details use 1.5 times as much.',
    light: '0.5rem',
  },
  {
    name: 'size',
    says: 'Width of a button and height of the bar; the density changes it, and touch screens use 2.75rem.',
    light: '2rem',
  },
  { name: 'gap', says: 'Space between the buttons.', light: '0.125rem' },
  { name: 'font-size', says: 'Text in the bar.', light: '0.8125rem' },
  { name: 'layer', says: 'The z-index of the details.', light: '50' },
  {
    name: 'icon-like',
    says: 'Icon of the like button when not pressed.',
    light: "url('./icons/like.svg?no-inline')",
  },
  {
    name: 'icon-dislike',
    says: 'Icon of the dislike button when not pressed.',
    light: "url('./icons/dislike.svg?no-inline')",
  },
  {
    name: 'covered',
    says: 'Set by the sheet itself: height of the on-screen keyboard.',
    light: '0px',
  },
  {
    name: 'visible',
    says: 'Set by the sheet itself: height of the screen above the on-screen keyboard.',
    light: '100dvh',
  },
] as const satisfies readonly ThemeVariable[];

export type ThemeVariableName = (typeof THEME_VARIABLES)[number]['name'];

export interface ThemeVariable {
  /** The part after `--message-feedback-`. */
  readonly name: string;
  readonly says: string;
  readonly light: string;
  /** If it differs in dark mode. */
  readonly dark?: string;
}
