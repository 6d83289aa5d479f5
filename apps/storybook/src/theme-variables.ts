/**
 * Every variable that `styles.css` reads, with what it does and what it is unless set. A test holds the list against the
 * stylesheet, both ways.
 */
export const THEME_VARIABLES = [
  { name: 'text', says: 'Colour of text in the bar.', light: 'inherit' },
  { name: 'muted', says: 'Icons at rest and quiet text.', light: '#5b6270', dark: '#a3abba' },
  {
    name: 'accent',
    says: 'What is pressed, chosen or can be pressed; the focus ring.',
    light: '#1d5fd1',
    dark: '#8ab4ff',
  },
  { name: 'on-accent', says: 'Text on the accent colour.', light: '#fff', dark: '#0b1a33' },
  { name: 'danger', says: 'Refusals and errors.', light: '#b3261e', dark: '#ff9c92' },
  { name: 'surface', says: 'Background of the details.', light: '#fff', dark: '#23272f' },
  { name: 'on-surface', says: 'Text of the details.', light: '#1b1f27', dark: '#eceff4' },
  {
    name: 'border',
    says: 'Edges of the details, of reasons and of fields; 3:1 against the surface.',
    light: '#878e9b',
    dark: '#7c8494',
  },
  { name: 'hover', says: 'Behind what the pointer is on.', light: 'rgb(140 152 175 / 18%)' },
  {
    name: 'radius',
    says: 'Corners of buttons and fields; the details take half as much again.',
    light: '0.5rem',
  },
  {
    name: 'size',
    says: 'Side of a button and height of the bar; the density adds to it, and fingers get 2.75rem.',
    light: '2rem',
  },
  { name: 'gap', says: 'Between the buttons.', light: '0.125rem' },
  { name: 'font-size', says: 'Text in the bar.', light: '0.8125rem' },
  { name: 'layer', says: 'The z-index of the details.', light: '50' },
  {
    name: 'icon-like',
    says: 'Picture of the like button at rest.',
    light: "url('./icons/like.svg?no-inline')",
  },
  {
    name: 'icon-dislike',
    says: 'Picture of the dislike button at rest.',
    light: "url('./icons/dislike.svg?no-inline')",
  },
  {
    name: 'covered',
    says: 'Set by the sheet itself: how much of the bottom of the screen the on-screen keyboard covers.',
    light: '0px',
  },
  {
    name: 'visible',
    says: 'Set by the sheet itself: how high the screen is above the on-screen keyboard.',
    light: '100dvh',
  },
] as const satisfies readonly ThemeVariable[];

export type ThemeVariableName = (typeof THEME_VARIABLES)[number]['name'];

export interface ThemeVariable {
  /** What follows `--message-feedback-`. */
  readonly name: string;
  readonly says: string;
  readonly light: string;
  /** Where it differs in the dark. */
  readonly dark?: string;
}
