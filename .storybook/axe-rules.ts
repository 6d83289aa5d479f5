/** With forced colours Chromium reports the page's text on the user's background: a contrast that nobody sees. */
export const axeRules = () => [
  { id: 'color-contrast', enabled: !matchMedia('(forced-colors: active)').matches },
];
