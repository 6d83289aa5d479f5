/**
 * In forced colours, Chromium reports the page's text colour on the user's background, which is
 * never rendered.
 */
export const axeRules = () => [
  { id: 'color-contrast', enabled: !matchMedia('(forced-colors: active)').matches },
];
