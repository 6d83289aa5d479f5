/** With forced colours, Chromium reports the page's text colour on the user's background: a pair that is never shown. */
export const axeRules = () => [
  { id: 'color-contrast', enabled: !matchMedia('(forced-colors: active)').matches },
];
